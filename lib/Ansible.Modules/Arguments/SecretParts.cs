namespace Ansible.Modules.Arguments;

/// <summary>Which parts of an option's value are secrets when the value as a whole is not one.</summary>
public enum SecretParts
{
    /// <summary>None.</summary>
    None,

    /// <summary>
    /// The value is a dictionary of HTTP headers, and the value of each is hidden. Elsewhere it is masked if it has six characters or more,
    /// unless its header holds no secret, such as Accept, Content-Type and User-Agent.
    /// </summary>
    HeaderValues,

    /// <summary>
    /// The value is a URL, and its user info, query and fragment are hidden. Elsewhere they are masked if they have six characters or more.
    /// </summary>
    OfUrl,
}
