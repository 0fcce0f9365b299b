namespace OffTrac.Host.Hosting;

/// <summary>The host's factory of HTTP clients; their handlers are shared by all plugins.</summary>
internal sealed class HttpClients : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public HttpClients(ILoggerFactory loggers)
    {
        _services = new ServiceCollection().AddSingleton(loggers).AddHttpClient().BuildServiceProvider();
        Factory = _services.GetRequiredService<IHttpClientFactory>();
    }

    public IHttpClientFactory Factory { get; }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
