using Ansible.Modules.Hosting;
using MatomoToken;

return await ModuleHost.RunAsync(
    [new MatomoTokenModule(), new MatomoTokenInfoModule(), new MatomoTokenModule { IsOfRole = true }, new TokenFileModule()], args);
