/* pow and log by the versions that glibc has had from the beginning of each architecture, not those of 2.29, which the library to link against has besides
   (their results are the same; the older ones also set up error handling that nothing here uses). So the executable runs with glibc 2.28. */
#if defined(__x86_64__)
#define OLDEST GLIBC_2.2.5
#define GO_TO jmp
#elif defined(__aarch64__)
#define OLDEST GLIBC_2.17
#define GO_TO b
#endif

#define BIND(name) BIND_TO(name, OLDEST)
#define BIND_TO(name, version) \
    .symver oldest_##name, name@version; \
    .globl name; .hidden name; .type name, %function; \
    name: GO_TO oldest_##name; \
    .size name, . - name;

    .text
BIND(pow)
BIND(log)
    .section .note.GNU-stack, "", %progbits
