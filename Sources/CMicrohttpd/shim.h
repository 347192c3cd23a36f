// Declarations, and no link: the library is opened when a server is started (see Microhttpd.swift), because loading it
// and the libraries behind it would slow the start of every command that serves nothing.
//
// The functions below take the opened library as their first parameter. Some of the library's own are variadic, which
// Swift cannot call.
#include <dlfcn.h>
#include <microhttpd.h>
#include <string.h>

struct statecraft_mhd {
    __typeof__(&MHD_start_daemon) start_daemon;
    __typeof__(&MHD_quiesce_daemon) quiesce_daemon;
    __typeof__(&MHD_stop_daemon) stop_daemon;
    __typeof__(&MHD_get_connection_info) get_connection_info;
    __typeof__(&MHD_get_connection_values_n) get_connection_values_n;
    __typeof__(&MHD_suspend_connection) suspend_connection;
    __typeof__(&MHD_resume_connection) resume_connection;
    __typeof__(&MHD_create_response_from_buffer) create_response_from_buffer;
    __typeof__(&MHD_add_response_header) add_response_header;
    __typeof__(&MHD_queue_response) queue_response;
    __typeof__(&MHD_destroy_response) destroy_response;
};

// Finds the functions in a library that dlopen opened; 0 when one of them is missing.
static inline int statecraft_mhd_find(struct statecraft_mhd *library, void *handle) {
#define STATECRAFT_FIND(name) \
    if (!(library->name = (__typeof__(library->name))dlsym(handle, "MHD_" #name))) return 0
    STATECRAFT_FIND(start_daemon);
    STATECRAFT_FIND(quiesce_daemon);
    STATECRAFT_FIND(stop_daemon);
    STATECRAFT_FIND(get_connection_info);
    STATECRAFT_FIND(get_connection_values_n);
    STATECRAFT_FIND(suspend_connection);
    STATECRAFT_FIND(resume_connection);
    STATECRAFT_FIND(create_response_from_buffer);
    STATECRAFT_FIND(add_response_header);
    STATECRAFT_FIND(queue_response);
    STATECRAFT_FIND(destroy_response);
#undef STATECRAFT_FIND
    return 1;
}

struct statecraft_mhd_settings {
    int listening_socket;
    unsigned int threads;
    unsigned int connections;
    size_t connection_bytes;
    size_t stack_bytes;
    MHD_AccessHandlerCallback access;
    MHD_NotifyConnectionCallback connection;
    MHD_RequestCompletedCallback completed;
    void *(*target)(void *context, const char *target, struct MHD_Connection *connection);
    void *context;
};

// Signatures are computed over the target as it was sent, so nothing is unescaped.
static inline size_t statecraft_mhd_keep_escapes(void *context, struct MHD_Connection *connection, char *text) {
    (void)context;
    (void)connection;
    return strlen(text);
}

static inline struct MHD_Daemon *statecraft_mhd_start(
    const struct statecraft_mhd *library, const struct statecraft_mhd_settings *settings) {
    return library->start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_TURBO, 0, NULL, NULL,
        settings->access, settings->context,
        MHD_OPTION_LISTEN_SOCKET, settings->listening_socket,
        MHD_OPTION_THREAD_POOL_SIZE, settings->threads,
        MHD_OPTION_THREAD_STACK_SIZE, settings->stack_bytes,
        MHD_OPTION_CONNECTION_LIMIT, settings->connections,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, settings->connection_bytes,
        MHD_OPTION_CONNECTION_MEMORY_INCREMENT, (size_t)4096,
        MHD_OPTION_NOTIFY_CONNECTION, settings->connection, settings->context,
        MHD_OPTION_NOTIFY_COMPLETED, settings->completed, settings->context,
        MHD_OPTION_URI_LOG_CALLBACK, settings->target, settings->context,
        MHD_OPTION_UNESCAPE_CALLBACK, statecraft_mhd_keep_escapes, NULL,
        MHD_OPTION_END);
}

static inline MHD_socket statecraft_mhd_quiesce(const struct statecraft_mhd *library, struct MHD_Daemon *daemon) {
    return library->quiesce_daemon(daemon);
}

static inline void statecraft_mhd_stop(const struct statecraft_mhd *library, struct MHD_Daemon *daemon) {
    library->stop_daemon(daemon);
}

static inline void *statecraft_mhd_socket_context(
    const struct statecraft_mhd *library, struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        library->get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

static inline MHD_socket statecraft_mhd_socket(
    const struct statecraft_mhd *library, struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = library->get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info ? info->connect_fd : -1;
}

static inline const struct sockaddr *statecraft_mhd_peer(
    const struct statecraft_mhd *library, struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = library->get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    return info ? info->client_addr : NULL;
}

static inline size_t statecraft_mhd_header_bytes(
    const struct statecraft_mhd *library, struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        library->get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    return info ? info->header_size : 0;
}

static inline void statecraft_mhd_headers(
    const struct statecraft_mhd *library, struct MHD_Connection *connection, MHD_KeyValueIteratorN iterator,
    void *context) {
    library->get_connection_values_n(connection, MHD_HEADER_KIND, iterator, context);
}

static inline void statecraft_mhd_suspend(const struct statecraft_mhd *library, struct MHD_Connection *connection) {
    library->suspend_connection(connection);
}

static inline void statecraft_mhd_resume(const struct statecraft_mhd *library, struct MHD_Connection *connection) {
    library->resume_connection(connection);
}

static inline struct MHD_Response *statecraft_mhd_response(
    const struct statecraft_mhd *library, const void *body, size_t count) {
    return library->create_response_from_buffer(count, (void *)body, MHD_RESPMEM_MUST_COPY);
}

static inline void statecraft_mhd_add_header(
    const struct statecraft_mhd *library, struct MHD_Response *response, const char *name, const char *value) {
    library->add_response_header(response, name, value);
}

// Queues the response and gives it up.
static inline enum MHD_Result statecraft_mhd_queue(
    const struct statecraft_mhd *library, struct MHD_Connection *connection, unsigned int status,
    struct MHD_Response *response) {
    enum MHD_Result result = library->queue_response(connection, status, response);
    library->destroy_response(response);
    return result;
}
