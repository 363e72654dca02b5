// Type data is unpacked at each start, into 2 MB of memory that is empty until then. Page by page, the kernel would be asked for it five hundred times: a fifth
// of a run that refuses its arguments. One large page is asked for instead, which a kernel that has none leaves be. The linker script beside this file puts the
// data where such a page can begin.
#include <stdint.h>
#include <sys/mman.h>

#define LARGE_PAGE (2 << 20)

extern char unpacked_start[], unpacked_end[];

// What is left over is not worth a page of its own.
__attribute__((constructor)) static void ask_for_large_pages(void)
{
    madvise(unpacked_start, (uintptr_t)(unpacked_end - unpacked_start) & -(uintptr_t)LARGE_PAGE, MADV_HUGEPAGE);
}
