using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Primitives;
using OffTrac.Core.Components;
using OffTrac.Host.Hosting;
using OffTrac.Host.Web;

namespace OffTrac.Host.Tests.Web;

/// <summary>The web server on a free port in front of environments of a test.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly IReadOnlyList<TestEnvironment> _environments;

    private TestServer(WebServer server, ExtensionPoints root, IReadOnlyList<TestEnvironment> environments)
    {
        Server = server;
        Root = root;
        _environments = environments;
        Address = new Uri(server.Urls[0]);
        Client = NewClient();
    }

    public WebServer Server { get; }

    public ExtensionPoints Root { get; }

    public Uri Address { get; }

    /// <summary>Follows no redirect and keeps cookies.</summary>
    public HttpClient Client { get; }

    public static async Task<TestServer> StartAsync(WebOptions? options, params TestEnvironment[] environments)
    {
        var root = new ExtensionPoints(TimeProvider.System, NullLogger.Instance);
        var source = new WebSource
        {
            Identity = new HostIdentity("test", isServing: true, TimeProvider.System.GetUtcNow(), root, CancellationToken.None),
            Loggers = NullLoggerFactory.Instance,
            Time = TimeProvider.System,
            RootPoints = root,
            Environments = () => [.. environments.Select(environment => ((Sdk.Environments.IServedEnvironment)environment, (IExtensionPoints)environment.Points))],
            EnvironmentsChanged = () => new CancellationChangeToken(CancellationToken.None),
        };
        var server = await WebServer.StartAsync(source, (options ?? new WebOptions()) with { Urls = options?.Urls is [not "http://127.0.0.1:8000"] urls ? urls : ["http://127.0.0.1:0"] }, CancellationToken.None);
        return new TestServer(server, root, environments);
    }

    public HttpClient NewClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true, CookieContainer = new CookieContainer(), UseProxy = false }) { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.StopAsync(CancellationToken.None);
        await Server.DisposeAsync();
        foreach (var environment in _environments)
            await environment.DisposeAsync();
    }
}
