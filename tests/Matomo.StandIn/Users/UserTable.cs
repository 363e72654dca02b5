namespace Matomo.StandIn.Users;

/// <summary>The users of the installation; the database's collation compares logins and addresses case-insensitively.</summary>
public sealed class UserTable
{
    private readonly Lock _gate = new();
    private readonly List<StandInUser> _users;

    internal UserTable(IEnumerable<StandInUser> users) => _users = [.. users];

    public IReadOnlyList<StandInUser> All
    {
        get
        {
            lock (_gate)
                return [.. _users];
        }
    }

    /// <summary>Adds a user, or replaces the one of this login.</summary>
    public void Set(StandInUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        lock (_gate)
        {
            var index = _users.FindIndex(other => Collation.Same(other.Login, user.Login));
            if (index < 0)
                _users.Add(user);
            else
                _users[index] = user;
        }
    }

    public bool Remove(string login)
    {
        lock (_gate)
            return _users.RemoveAll(user => Collation.Same(user.Login, login)) > 0;
    }

    internal StandInUser? ByLogin(string login) => All.FirstOrDefault(user => Collation.Same(user.Login, login));

    internal StandInUser? ByEmail(string email) => All.FirstOrDefault(user => Collation.Same(user.Email, email));
}
