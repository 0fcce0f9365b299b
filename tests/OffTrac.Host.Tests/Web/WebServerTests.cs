using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using OffTrac.Host.Hosting;
using OffTrac.Host.Web;
using OffTrac.TestServers;

namespace OffTrac.Host.Tests.Web;

/// <summary>The server in front of a whole host that serves copies of the recorded environment.</summary>
public sealed class WebServerTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
    private readonly TemporaryDirectory _other = FixtureFiles.CopyEnvironment("trac-1.2-sqlite");
    private OffTracHost _host = null!;

    public async Task InitializeAsync() =>
        _host = await OffTracHost.StartAsync(new HostStartup { Mode = HostMode.Serve, Environments = [_copy.Path, _other.Path] }, CancellationToken.None);

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _copy.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task Environments_are_listed_logged_in_to_and_healthy()
    {
        await using var server = await WebServer.StartAsync(
            _host, new WebOptions { Urls = ["http://127.0.0.1:0"], HtpasswdFile = FixtureFiles.PathOf("auth", "htpasswd") }, CancellationToken.None);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(server.Urls[0]) };

        Assert.Contains("href=\"/trac-1.2-sqlite\"", await client.GetStringAsync("/"), StringComparison.Ordinal);
        var request = new HttpRequestMessage(HttpMethod.Get, "/trac-1.6-sqlite/login");
        request.Headers.Authorization = new("Basic", Convert.ToBase64String("marit:marit"u8));
        var page = await (await client.SendAsync(request)).Content.ReadAsStringAsync();
        Assert.Contains("logged in as <b>marit</b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("marit", await client.GetStringAsync("/trac-1.2-sqlite"), StringComparison.Ordinal);
        request = new HttpRequestMessage(HttpMethod.Get, "/health");
        request.Headers.Accept.Add(new("application/json"));
        var health = JsonDocument.Parse(await (await client.SendAsync(request)).Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("healthy", health.GetProperty("status").GetString());
        Assert.Equal("healthy", health.GetProperty("environments").GetProperty("trac-1.6-sqlite").GetProperty("status").GetString());
        await server.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task The_host_can_lie_below_a_path()
    {
        await using var server = await WebServer.StartAsync(_host, new WebOptions { Urls = ["http://127.0.0.1:0"], BasePath = "/trac/" }, CancellationToken.None);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(server.Urls[0]) };

        Assert.Contains("href=\"/trac/trac-1.2-sqlite\"", await client.GetStringAsync("/trac"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/trac/health")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/trac-1.2-sqlite")).StatusCode);
    }

    [Fact]
    public async Task It_listens_on_a_Unix_socket()
    {
        var path = _copy.Combine("web.sock");
        await using var server = await WebServer.StartAsync(_host, new WebOptions { Urls = ["http://unix:" + path] }, CancellationToken.None);
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });

        Assert.StartsWith("healthy", await client.GetStringAsync("http://localhost/health"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switching_the_login_module_off_leaves_everybody_anonymous()
    {
        await using var server = await WebServer.StartAsync(_host, new WebOptions { Urls = ["http://127.0.0.1:0"] }, CancellationToken.None);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { BaseAddress = new Uri(server.Urls[0]) };
        client.DefaultRequestHeaders.Add("Cookie", "trac_auth=00112233445566778899aabbccddeeff");
        Assert.Contains("<b>joe</b>", await client.GetStringAsync("/trac-1.6-sqlite"), StringComparison.Ordinal);

        await _host.Environments.Find("trac-1.6-sqlite")!.Configuration.SetAsync("components", "trac.web.auth.LoginModule", "disabled", CancellationToken.None);

        for (var i = 0; i < 100 && (await client.GetStringAsync("/trac-1.6-sqlite")).Contains("<b>joe</b>", StringComparison.Ordinal); i++)
            await Task.Delay(100);
        Assert.DoesNotContain("<b>joe</b>", await client.GetStringAsync("/trac-1.6-sqlite"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/trac-1.6-sqlite/logout")).StatusCode);
    }
}
