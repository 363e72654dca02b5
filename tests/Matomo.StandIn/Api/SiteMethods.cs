using Matomo.StandIn.Php;
using Matomo.StandIn.Users;

namespace Matomo.StandIn.Api;

/// <summary>The methods of SitesManager.</summary>
internal sealed class SiteMethods(Installation installation)
{
    /// <summary>
    /// getSitesIdFromSiteUrl: of the sites that the caller may view, those with this URL, whether http or https, with www. or without.
    /// </summary>
    public object IdsOfUrl(ApiCall call)
    {
        var url = Plain(PhpText.Unsanitize(call["url"]));
        return Visible(call.Session)
            .Where(site => site.Urls.Any(known => Plain(known) == url))
            .Select(site => site.Id)
            .Distinct()
            .Order()
            .Select(id => PhpArray.Of(("idsite", installation.Number(id))))
            .ToArray<object?>();
    }

    private IEnumerable<StandInSite> Visible(Session session) => session switch
    {
        { IsSuperUser: true } => installation.Users.All.SelectMany(user => user.Sites),
        { User.Sites: { } sites } => sites,
        _ => [],
    };

    private static string Plain(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal);
        var rest = (start < 0 ? url : url[(start + 3)..]).TrimEnd('/');
        return rest.StartsWith("www.", StringComparison.Ordinal) ? rest[4..] : rest;
    }
}
