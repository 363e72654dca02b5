using Ansible.Modules.Hosting;
using MatomoToken;

return await ModuleHost.RunAsync([new MatomoTokenModule(), new MatomoTokenInfoModule()], args);
