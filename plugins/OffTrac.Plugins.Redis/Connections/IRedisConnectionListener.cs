namespace OffTrac.Plugins.Redis.Connections;

/// <summary>Hears how the connection does.</summary>
internal interface IRedisConnectionListener
{
    /// <summary>Nothing can be sent; told for each attempt.</summary>
    void Failed(string place, RedisProblem problem);

    /// <summary>Something can be sent again; nobody sends before this has returned, unless Redis had only refused.</summary>
    ValueTask RecoveredAsync(IRedisPublisher publisher, string place, RedisProblem over, CancellationToken cancellation);

    /// <summary>There is a connection, and others send over it.</summary>
    ValueTask ConnectedAsync(CancellationToken cancellation);
}
