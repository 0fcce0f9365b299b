using System.Collections.Concurrent;
using Autofac;
using OffTrac.Core.Components;
using OffTrac.Core.Configuration;
using OffTrac.Core.Deliveries;
using OffTrac.Core.Environments;
using OffTrac.Host.Commands;
using OffTrac.Host.Components;
using OffTrac.Host.Hosting;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Milestones;
using OffTrac.Sdk.Mimeview;
using OffTrac.Sdk.Notifications;
using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Reports;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Search;
using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Host.Environments;

/// <summary>An environment while it is open: its database, Core's services for it, and its components.</summary>
internal sealed class OpenEnvironment : IAsyncDisposable
{
    private static readonly TimeSpan s_deliveryLimit = TimeSpan.FromSeconds(5);

    private readonly OpenedEnvironment _opened;
    private readonly IContainer _core;
    private readonly HostContext _host;
    private readonly ConcurrentDictionary<Type, object> _services = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _committed;
    private Task _dispatching = Task.CompletedTask;
    private readonly ILogger _logger;
    private readonly OptionReference _options = new();
    private IReadOnlyList<string> _unknownOptions = [];

    private OpenEnvironment(OpenedEnvironment opened, EnvironmentConfiguration configuration, ExtensionPoints points, HostContext host)
    {
        _opened = opened;
        _host = host;
        Configuration = configuration;
        _logger = host.Loggers.CreateLogger("OffTrac.Configuration");
        _core = CoreServices.Build(opened, configuration, points, host);
        _committed = Get<DeliverySignal>().Next;
        Components = new ComponentSet(
            opened.Environment.Name, ComponentScope.Environment, Services(points), points, host.Startup.ForUpgrade ? new ComponentChecks() : new EnvironmentChecks(opened.Database), host.Time,
            host.Loggers.CreateLogger("OffTrac.Components"), host.Identity.Stopping);
    }

    public EnvironmentConfiguration Configuration { get; }

    public TracEnvironment Environment => _opened.Environment;

    public ComponentSet Components { get; }

    /// <summary>Opens it and makes its components.</summary>
    public static async Task<OpenEnvironment> OpenAsync(
        string directory, EnvironmentConfiguration configuration, ExtensionPoints points, HostContext host, CancellationToken cancellation)
    {
        var logger = host.Loggers.CreateLogger("OffTrac.Environments");
        var opened = await EnvironmentOpener
            .OpenAsync(directory, configuration, host.Startup.IsReadOnly, logger, host.Time, cancellation).ConfigureAwait(false);
        OpenEnvironment? environment = null;
        try
        {
            environment = new OpenEnvironment(opened, configuration, points, host);
            await environment.ApplyAsync(cancellation).ConfigureAwait(false);
            return environment;
        }
        catch
        {
            IAsyncDisposable made = environment is null ? opened : environment;
            await made.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Brings the components in line with rules and plugins as they are now.</summary>
    public async Task ApplyAsync(CancellationToken cancellation)
    {
        var plugins = _host.Plugins.For(Environment.Directory);
        await Components
            .ApplyAsync(plugins, ComponentDecisions.By(EnablementRules.From(Configuration)), DeliveryChoice.By(Configuration), cancellation)
            .ConfigureAwait(false);
        var catalog = OptionRecords.Describe(plugins);
        _options.Replace(catalog);
        LogUnknownOptions(catalog);
    }

    /// <summary>Starts what runs by itself.</summary>
    public async Task StartBackgroundAsync(CancellationToken cancellation)
    {
        if (!Environment.IsReadOnly && _dispatching.IsCompleted)
        {
            var dispatcher = Get<DeliveryDispatcher>();
            _dispatching = Task.Run(() => dispatcher.RunAsync(_closing.Token), CancellationToken.None);
        }

        await Components.StartBackgroundAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>For a process that is about to end: tells durable listeners of what it wrote, when no serving host does.</summary>
    public async Task DeliverAsync()
    {
        if (!_host.IsServing && _committed.IsCompleted)
        {
            await Get<DeliveryDispatcher>().DeliverBrieflyAsync(s_deliveryLimit, CancellationToken.None).ConfigureAwait(false);
        }
    }

    public T Get<T>()
        where T : class
        => (T)_services.GetOrAdd(typeof(T), static (_, core) => core.Resolve<T>(), _core);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _dispatching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Components.DisposeAsync().ConfigureAwait(false);
        await _core.DisposeAsync().ConfigureAwait(false);
        await _opened.DisposeAsync().ConfigureAwait(false);
        _closing.Dispose();
    }

    private void LogUnknownOptions(OptionCatalog catalog)
    {
        string[] unknown = [.. catalog.FindUnknown(Configuration).Select(option => option.Message)];
        foreach (var message in unknown.Except(_unknownOptions, StringComparer.Ordinal))
            _logger.LogWarning("{Unknown}", message);
        _unknownOptions = unknown;
    }

    private ScopeServices Services(ExtensionPoints points)
        => new ScopeServices(points, Configuration) { Core = _core }
            .Offer<IEnvironment>(() => _opened.Environment)
            .Offer<IDatabase>(() => _opened.Database)
            .Offer<IEnvironmentConfiguration>(() => Configuration)
            .Offer(Get<IPermissions>)
            .Offer(Get<ISessionStore>)
            .Offer(Get<IUserTimes>)
            .Offer(Get<ISearch>)
            .Offer(Get<IAuthors>)
            .Offer(Get<IResources>)
            .Offer(Get<IDeliveries>)
            .Offer(Get<ITicketStore>)
            .Offer(Get<ITicketEditor>)
            .Offer(Get<ITicketHistory>)
            .Offer(Get<ITicketFields>)
            .Offer(Get<ITicketWorkflow>)
            .Offer(Get<ITicketQueries>)
            .Offer(Get<IReportStore>)
            .Offer(Get<IReports>)
            .Offer(Get<ITicketComponentStore>)
            .Offer(Get<ITicketVersionStore>)
            .Offer(Get<ITicketEnumStore>)
            .Offer(Get<IMilestoneStore>)
            .Offer(Get<IMilestoneEditor>)
            .Offer(Get<INotifications>)
            .Offer(Get<INotificationSubscriptions>)
            .Offer(Get<IWikiStore>)
            .Offer(Get<IWikiRenderer>)
            .Offer(Get<IWikiEditor>)
            .Offer(Get<IHtmlSanitizer>)
            .Offer(Get<IMimeview>)
            .Offer(Get<IInterWiki>)
            .Offer(Get<IAttachmentStore>)
            .Offer<IOptionReference>(() => _options)
            .Offer<ICommandReference>(() => new CommandReference(points.Get<ICommandProvider>()))
            .Offer(Get<IAttachmentEditor>)
            .Offer(() => _host.Identity)
            .Offer(() => _host.Time)
            .Offer(() => _host.HttpClients.Value);
}
