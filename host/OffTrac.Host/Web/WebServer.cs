using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using OffTrac.Host.Environments;
using OffTrac.Host.Hosting;
using OffTrac.Host.Web.Authentication;
using OffTrac.Host.Web.Metrics;
using OffTrac.Host.Web.Templates;
using OffTrac.Sdk;
using OffTrac.Sdk.Environments;

namespace OffTrac.Host.Web;

/// <summary>Kestrel in front of a host: serves its environments until it is stopped.</summary>
public sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Sites _sites;
    private readonly SiteServices _services;

    private WebServer(WebApplication application, Sites sites, SiteServices services)
    {
        _application = application;
        _sites = sites;
        _services = services;
    }

    /// <summary>The addresses that it listens on, with the ports that it got.</summary>
    public IReadOnlyList<string> Urls { get; private set; } = [];

    /// <summary>Routes of components that can't be used, one line each.</summary>
    public IReadOnlyList<string> RouteProblems =>
        [.. _sites.Root.RouteProblems, .. _sites.Environments.SelectMany(site => site.RouteProblems.Select(problem => $"{site.Name}: {problem}"))];

    /// <summary>Begins to listen.</summary>
    /// <exception cref="TracException">An address is malformed or in use, or a password file can't be read.</exception>
    public static Task<WebServer> StartAsync(OffTracHost host, WebOptions options, CancellationToken cancellation) =>
        StartAsync(
            new WebSource
            {
                Identity = host.Identity,
                Loggers = host.Loggers,
                Time = host.Time,
                RootPoints = host.Points,
                Configuration = () => host.Configuration.Configuration,
                Environments = () => [.. host.Environments.Served.Select(environment => ((IServedEnvironment)environment, environment.Points))],
                EnvironmentsChanged = host.Environments.GetChangeToken,
                Reopen = static async (served, c) => await ((EnvironmentHost)served).EnsureOpenAsync(c).ConfigureAwait(false) || !((EnvironmentHost)served).IsDatabaseAway,
                PluginFolders = served => FoldersOf(host, served as EnvironmentHost),
            },
            options,
            cancellation);

    internal static async Task<WebServer> StartAsync(WebSource source, WebOptions options, CancellationToken cancellation)
    {
        var services = new SiteServices
        {
            Options = options,
            Identity = source.Identity,
            Loggers = source.Loggers,
            Time = source.Time,
            Constraints = new DefaultInlineConstraintResolver(Options.Create(new RouteOptions()), EmptyServices.Instance),
            Templates = new TemplateEngine(source.Time),
            Source = source,
            Authentication = new HttpAuthentication(options, source.Time),
            Meters = new MeterReadings(),
        };
        var sites = new Sites(source, services);
        var application = Build(source, options);
        application.Run(new RequestPipeline(sites, services).InvokeAsync);
        var server = new WebServer(application, sites, services);
        try
        {
            await application.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or FormatException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw new TracException($"Can't listen on {string.Join(", ", options.Urls)}: {e.Message.ReplaceLineEndings(" ")}", e);
        }
        server.Urls = [.. application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses];
        return server;
    }

    /// <summary>Takes no new connection and waits for the requests in flight; those that take too long are cut off.</summary>
    public Task StopAsync(CancellationToken cancellation) => _application.StopAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync().ConfigureAwait(false);
        _sites.Dispose();
        _services.Authentication.Dispose();
        _services.Meters.Dispose();
    }

    private static IReadOnlyList<(string Plugin, string Folder)> FoldersOf(OffTracHost host, EnvironmentHost? environment) =>
        [.. host.Plugins.Snapshot.For(environment?.Directory).OrderBy(plugin => plugin.Metadata.Id, StringComparer.Ordinal).Select(plugin => (plugin.Metadata.Id, plugin.Directory))];

    private static WebApplication Build(WebSource source, WebOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls([.. options.Urls]).SuppressStatusMessages(suppressStatusMessages: true);
        builder.WebHost.ConfigureKestrel(kestrel => Limit(kestrel, options));
        builder.Services.AddSingleton(source.Loggers);
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(o => o.ShutdownTimeout = options.DrainTime);
        return builder.Build();
    }

    private static void Limit(KestrelServerOptions kestrel, WebOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxBodySize;
        kestrel.Limits.MaxRequestLineSize = 16 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 100;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
    }
}
