using Ansible.Modules;
using MatomoToken;

return await ModuleHost.RunAsync([new MatomoTokenModule(), new MatomoTokenInfoModule()], args);
