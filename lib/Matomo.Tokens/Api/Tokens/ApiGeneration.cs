using System.Net;
using Matomo.Tokens.Api.Client;

namespace Matomo.Tokens.Api.Tokens;

/// <summary>
/// Which generation of Matomo's API answers, told by the refusal of a creation without parameters (<see
/// cref="MatomoMethods.CreateNothing"/>). It needs no credential, counts as no failed login, and is the same while the address is locked
/// out. Measured in every language of 3.14.1, 4.16.1, 5.3 and 5.8.0.
/// </summary>
internal static class ApiGeneration
{
    private static readonly StoreAbilities WithSecureOnly = StoreAbilities.Api with { SetsSecureOnly = true };

    /// <summary>What the API can do; null when the answer is another refusal than that of a parameter or a method.</summary>
    public static StoreAbilities? Of(MatomoAnswer answer) => answer switch
    {
        { IsRefusal: false } => null,

        // 3.x names the method that it lacks, 4.0 and later the parameter. 5.7 and later have a status for it.
        { Status: HttpStatusCode.OK } when answer.Names(MatomoMethods.CreationName) => StoreAbilities.ApiOfMatomo3,
        { Status: HttpStatusCode.OK } when answer.Names(MatomoMethods.UserLogin) => StoreAbilities.Api,
        { Status: HttpStatusCode.BadRequest } when !answer.Names(MatomoMethods.CreationName) => WithSecureOnly,
        _ => null,
    };
}
