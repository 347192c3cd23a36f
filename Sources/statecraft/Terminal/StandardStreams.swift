internal import Glibc

/// Opens those of the three standard streams that whoever started the program had closed, on /dev/null. Otherwise the
/// next file that is opened would get the number, and results or messages would be written into it: into a database,
/// for example. Has to come before everything else.
func openStandardStreams() {
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) < 0 && errno == EBADF {
        // The lowest free number is the one that is wanted, because those below it are open.
        guard open("/dev/null", O_RDWR) == stream else { exit(ExitStatus.failure.rawValue) }
    }
}
