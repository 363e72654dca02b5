// A position-independent executable of .NET has 2 MB of type data, full of addresses: 160,000 of them are corrected at each start.
// The compiler's own way is to pack that data and unpack it at each start, a third of a run that refuses its arguments. The loader's
// way is to correct it where it lies, for which the kernel copies six hundred pages, one by one. Here it is copied into one large page
// and corrected there.
//
// The linker writes the places of the addresses into a table of the form that newer loaders know as DT_RELR, but under Android's name
// for it, which no version of glibc knows: all of them leave it to this.
#define _GNU_SOURCE
#include <link.h>
#include <stdint.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>

#define DT_ANDROID_RELR 0x6fffe000
#define DT_ANDROID_RELRSZ 0x6fffe001
#define LARGE_PAGE ((size_t)2 << 20)

// Hidden: found without a table of addresses, which would be corrected here, too.
#pragma GCC visibility push(hidden)
extern const char __ehdr_start[];
extern ElfW(Dyn) _DYNAMIC[];
extern char data_start[], data_end[];
#pragma GCC visibility pop

// What cannot be had is done without: the data stays where it is then, and is corrected there.
static void move_data(size_t page)
{
    size_t size = ((size_t)(data_end - data_start) + page - 1) & -page;
    char *room = mmap(0, size + LARGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED)
        return;

    char *copy = (char *)(((uintptr_t)room + LARGE_PAGE - 1) & -LARGE_PAGE);
    madvise(copy, size, MADV_HUGEPAGE);
    memcpy(copy, data_start, size);
    mremap(copy, size, size, MREMAP_MAYMOVE | MREMAP_FIXED, data_start);
    munmap(room, size + LARGE_PAGE);
}

static void correct_addresses(uintptr_t base)
{
    const uintptr_t *entry = 0;
    size_t count = 0;
    for (const ElfW(Dyn) *tag = _DYNAMIC; tag->d_tag != DT_NULL; tag++)
        if (tag->d_tag == DT_ANDROID_RELR)
            entry = (const uintptr_t *)(base + tag->d_un.d_ptr);
        else if (tag->d_tag == DT_ANDROID_RELRSZ)
            count = tag->d_un.d_val / sizeof *entry;

    // An even entry is a place; an odd one says of each of the words that follow whether it is one, too.
    for (uintptr_t *word = 0; count > 0; entry++, count--)
        if ((*entry & 1) == 0)
        {
            word = (uintptr_t *)(base + *entry);
            *word++ += base;
        }
        else
        {
            uintptr_t *each = word;
            for (uintptr_t bits = *entry >> 1; bits != 0; bits >>= 1, each++)
                if (bits & 1)
                    *each += base;

            word += 8 * sizeof *word - 1;
        }
}

__attribute__((used)) static void relocate(void)
{
    const uintptr_t base = (uintptr_t)__ehdr_start;
    const uintptr_t page = getauxval(AT_PAGESZ);
    uintptr_t read_only = 0, read_only_end = 0;
    const ElfW(Phdr) *header = (const ElfW(Phdr) *)getauxval(AT_PHDR);
    for (size_t count = getauxval(AT_PHNUM); count > 0; header++, count--)
        if (header->p_type == PT_GNU_RELRO)
        {
            read_only = (base + header->p_vaddr) & -page;
            read_only_end = (base + header->p_vaddr + header->p_memsz) & -page;
        }

    move_data(page);
    mprotect((void *)read_only, read_only_end - read_only, PROT_READ | PROT_WRITE);
    correct_addresses(base);
    mprotect((void *)read_only, read_only_end - read_only, PROT_READ);
}

// Called before every constructor, whose own addresses are corrected here.
#if defined(__x86_64__)
__asm__(".pushsection .init, \"ax\"\n\tcall relocate\n\t.popsection");
#elif defined(__aarch64__)
__asm__(".pushsection .init, \"ax\"\n\tbl relocate\n\t.popsection");
#endif
