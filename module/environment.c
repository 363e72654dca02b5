// Variables such as DOTNET_GCHeapHardLimit are meant for other .NET programs of whoever runs this one. The garbage collector would obey
// them, and end the process without an answer where it cannot.
#include <string.h>
#include <strings.h>

#define COLLECTOR "DOTNET_GC"

extern char **environ;

__attribute__((constructor)) static void forget_settings_of_the_collector(void)
{
    if (!environ)
        return;

    char **kept = environ;
    for (char **variable = environ; *variable; variable++)
        if (strncasecmp(*variable, COLLECTOR, strlen(COLLECTOR)) != 0)
            *kept++ = *variable;

    *kept = 0;
}
