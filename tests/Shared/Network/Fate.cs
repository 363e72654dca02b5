namespace Tests.Network;

/// <summary>What becomes of a query on its way to the server.</summary>
public enum Fate
{
    /// <summary>It passes.</summary>
    Forward,

    /// <summary>The connection is cut, and the server never sees it.</summary>
    CutBefore,

    /// <summary>The server does it, and the connection is cut in place of the answer.</summary>
    CutAfter,

    /// <summary>The server never sees it, and the client is told that it is not supported.</summary>
    Refuse,

    /// <summary>Neither it nor what follows on its connection reaches the server, and the client gets no answer.</summary>
    Hang,
}
