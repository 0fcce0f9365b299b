namespace OffTrac.Plugins.Redis.Tests.Connections;

/// <summary>Ways to publish that must behave alike.</summary>
public enum PublisherKind
{
    /// <summary>StackExchange.Redis.</summary>
    Library,

    /// <summary>Our own connection, over TCP.</summary>
    Own,

    /// <summary>Our own connection, over a Unix socket.</summary>
    Socket,
}
