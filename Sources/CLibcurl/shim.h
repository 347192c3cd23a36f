// Declarations only: the library is opened when the first request is made (see CurlLibrary), because loading it and
// the twenty libraries behind it would double the start-up time of every command that needs no network.
#include <curl/curl.h>
#include <dlfcn.h>
#include <stdbool.h>

// The functions in use, each with the type that the header gives it.
struct statecraft_curl {
    __typeof__(&curl_global_init) global_init;
    __typeof__(&curl_version_info) version_info;
    __typeof__(&curl_slist_append) slist_append;
    __typeof__(&curl_slist_free_all) slist_free_all;
    __typeof__(&curl_easy_init) easy_init;
    __typeof__(&curl_easy_reset) easy_reset;
    __typeof__(&curl_easy_cleanup) easy_cleanup;
    __typeof__(&curl_easy_pause) easy_pause;
    __typeof__(&curl_easy_strerror) easy_strerror;
    __typeof__(&curl_easy_setopt) easy_setopt;
    __typeof__(&curl_easy_getinfo) easy_getinfo;
    __typeof__(&curl_multi_init) multi_init;
    __typeof__(&curl_multi_cleanup) multi_cleanup;
    __typeof__(&curl_multi_add_handle) multi_add_handle;
    __typeof__(&curl_multi_remove_handle) multi_remove_handle;
    __typeof__(&curl_multi_perform) multi_perform;
    __typeof__(&curl_multi_poll) multi_poll;
    __typeof__(&curl_multi_wakeup) multi_wakeup;
    __typeof__(&curl_multi_info_read) multi_info_read;
    __typeof__(&curl_multi_setopt) multi_setopt;
};

// Finds every function in the opened library; false when one is missing.
static inline bool statecraft_curl_bind(struct statecraft_curl *curl, void *library)
{
#define STATECRAFT_BIND(name) \
    ((curl->name = (__typeof__(curl->name))dlsym(library, "curl_" #name)) != NULL)
    return STATECRAFT_BIND(global_init) && STATECRAFT_BIND(version_info) && STATECRAFT_BIND(slist_append)
        && STATECRAFT_BIND(slist_free_all) && STATECRAFT_BIND(easy_init) && STATECRAFT_BIND(easy_reset)
        && STATECRAFT_BIND(easy_cleanup) && STATECRAFT_BIND(easy_pause) && STATECRAFT_BIND(easy_strerror)
        && STATECRAFT_BIND(easy_setopt) && STATECRAFT_BIND(easy_getinfo) && STATECRAFT_BIND(multi_init)
        && STATECRAFT_BIND(multi_cleanup) && STATECRAFT_BIND(multi_add_handle)
        && STATECRAFT_BIND(multi_remove_handle) && STATECRAFT_BIND(multi_perform) && STATECRAFT_BIND(multi_poll)
        && STATECRAFT_BIND(multi_wakeup) && STATECRAFT_BIND(multi_info_read) && STATECRAFT_BIND(multi_setopt);
#undef STATECRAFT_BIND
}

// Swift cannot call variadic functions: one function for each type of their last argument.

static inline CURLcode statecraft_curl_set_long(
    const struct statecraft_curl *curl, CURL *handle, CURLoption option, long value)
{
    return curl->easy_setopt(handle, option, value);
}

static inline CURLcode statecraft_curl_set_offset(
    const struct statecraft_curl *curl, CURL *handle, CURLoption option, curl_off_t value)
{
    return curl->easy_setopt(handle, option, value);
}

static inline CURLcode statecraft_curl_set_pointer(
    const struct statecraft_curl *curl, CURL *handle, CURLoption option, const void *value)
{
    return curl->easy_setopt(handle, option, value);
}

// For the options that take the data's receiver, which for header lines has the same type.
static inline CURLcode statecraft_curl_set_receiver(
    const struct statecraft_curl *curl, CURL *handle, CURLoption option, curl_write_callback value)
{
    return curl->easy_setopt(handle, option, value);
}

static inline CURLcode statecraft_curl_set_before_request(
    const struct statecraft_curl *curl, CURL *handle, curl_prereq_callback value)
{
    return curl->easy_setopt(handle, CURLOPT_PREREQFUNCTION, value);
}

static inline long statecraft_curl_get_long(const struct statecraft_curl *curl, CURL *handle, CURLINFO info)
{
    long value = 0;
    return curl->easy_getinfo(handle, info, &value) == CURLE_OK ? value : 0;
}

// -1 when it is not known.
static inline curl_off_t statecraft_curl_get_offset(
    const struct statecraft_curl *curl, CURL *handle, CURLINFO info)
{
    curl_off_t value = -1;
    return curl->easy_getinfo(handle, info, &value) == CURLE_OK ? value : -1;
}

static inline CURLMcode statecraft_curl_multi_set_long(
    const struct statecraft_curl *curl, CURLM *multi, CURLMoption option, long value)
{
    return curl->multi_setopt(multi, option, value);
}
