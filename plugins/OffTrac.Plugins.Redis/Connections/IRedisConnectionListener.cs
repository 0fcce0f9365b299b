namespace OffTrac.Plugins.Redis.Connections;

/// <summary>Hears how the connection does.</summary>
internal interface IRedisConnectionListener
{
    /// <summary>Nothing can be sent; told for each attempt.</summary>
    void Failed(string place, RedisProblem problem);

    /// <summary>There is a connection, or Redis takes again what it refused.</summary>
    /// <param name="publisher">The connection; nobody else sends before this has returned, unless Redis had only refused.</param>
    /// <param name="place">Where Redis is.</param>
    /// <param name="over">What was the matter; null for nothing.</param>
    /// <param name="cancellation">Cancelled when the connection is no longer wanted.</param>
    ValueTask ConnectedAsync(IRedisPublisher publisher, string place, RedisProblem? over, CancellationToken cancellation);

    /// <summary>Others send over the connection.</summary>
    ValueTask ReadyAsync(CancellationToken cancellation);
}
