using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OffTrac.Core.Components;
using OffTrac.Core.Configuration;
using OffTrac.Core.Security;
using OffTrac.Core.Security.Authz;
using OffTrac.Core.Security.Policies;
using OffTrac.Core.Security.Requestors;
using OffTrac.Core.Resources;
using OffTrac.Core.Search;
using OffTrac.Core.Storage;
using OffTrac.Core.Tests.Resources;
using OffTrac.Core.Tests.Components;
using OffTrac.Core.Tests.Storage;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Tests.Security;

/// <summary>The security components of Core over a copy of the golden environment, and what a test adds.</summary>
internal sealed class PermissionWorld : IAsyncDisposable, IDisposable, ILogger<PermissionSystem>, ILogger<AuthzPolicy>, ILogger<AuthzSourcePolicy>
{
    private readonly List<ComponentEntry> _entries = [];
    private readonly List<string> _log = [];

    private PermissionWorld(Database database, EnvironmentConfiguration configuration, TimeProvider time)
    {
        Database = database;
        Configuration = configuration;
        Points = new ExtensionPoints(time, this);
        var resources = new ResourceSystem(Points.Get<Sdk.Resources.IResourceManager>());
        Permissions = new PermissionSystem(
            configuration, Points.Get<IPermissionPolicy>(), Points.Get<IPermissionStore>(), Points.Get<IPermissionRequestor>(),
            Points.Get<IPermissionGroupProvider>(), resources, time, this);
        Administration = new PermissionAdministration(Permissions);
        Store = new DefaultPermissionStore(database, Points.Get<IPermissionGroupProvider>());
        var attachments = new AttachmentSearch(database, Permissions, resources);
        var milestones = new MilestoneSearch(database, Permissions, attachments, time);
        Add(
            ("trac.perm.DefaultPermissionStore", Store),
            ("trac.perm.DefaultPermissionGroupProvider", new DefaultPermissionGroupProvider()),
            ("trac.perm.DefaultPermissionPolicy", new DefaultPermissionPolicy(Permissions)),
            ("trac.wiki.web_ui.DefaultWikiPolicy", new DefaultWikiPolicy(database)),
            ("trac.ticket.web_ui.DefaultTicketPolicy", new DefaultTicketPolicy(database)),
            ("trac.attachment.LegacyAttachmentPolicy", new LegacyAttachmentPolicy(database, Points.Get<Sdk.Attachments.ILegacyAttachmentPolicyDelegate>())),
            ("trac.ticket.api.TicketSystem", TestSystems.Tickets(database)),
            ("trac.ticket.roadmap.MilestoneModule", new MilestoneModule(database, milestones, TestSystems.MilestoneLinks(database, configuration))),
            ("trac.wiki.web_ui.WikiModule", new WikiSearch(database, Permissions, attachments)),
            ("trac.versioncontrol.web_ui.changeset.ChangesetModule", new ChangesetSearch(database, Permissions)));
        foreach (var requestor in (IPermissionRequestor[])[
            new AboutActions(), new SearchActions(), new TimelineActions(time), new EmailActions(), new BrowserActions(),
            new LogActions(), new VersionControlActions(), new PermissionActions(), TestSystems.Reports(database),
            new RoadmapActions(), new BatchActions()])
        {
            Add((requestor.GetType().Name, requestor));
        }
    }

    public Database Database { get; }

    public EnvironmentConfiguration Configuration { get; }

    public ExtensionPoints Points { get; }

    public PermissionSystem Permissions { get; }

    public PermissionAdministration Administration { get; }

    public DefaultPermissionStore Store { get; }

    public IReadOnlyList<string> Log => _log;

    /// <summary>As the golden environment was when the answers were recorded: with the RPC plugin's action.</summary>
    public static async Task<PermissionWorld> OpenAsync(TestEngine engine, TimeProvider? time = null)
    {
        var world = Over(await engine.OpenGoldenAsync(), engine.Directory, time);
        world.Add(("tracrpc.web_ui.RPCWeb", new TestRequestor("XML_RPC")));
        return world;
    }

    /// <summary>Over a database that is open already, with the golden environment's ini.</summary>
    public static PermissionWorld Over(Database database, string directory, TimeProvider? time = null)
    {
        var configuration = EnvironmentConfiguration.Open(
            ConfigurationFiles.ForEnvironment(directory, hostIni: null, readOnly: false), TimeProvider.System, NullLogger.Instance);
        return new PermissionWorld(database, configuration, time ?? TimeProvider.System);
    }

    public void Add(params (string Name, object Component)[] components)
    {
        _entries.AddRange(components.Select(component => TestPoints.Entry(component.Name, component.Component, new TestLease())));
        Points.Replace([.. _entries]);
    }

    public void Remove(string component)
    {
        _entries.RemoveAll(entry => entry.Description.Name == component);
        Points.Replace([.. _entries]);
    }

    public async Task<bool> MayAsync(string user, string action, string? resource = null) =>
        await Permissions.CheckAsync(action, user, resource is null ? null : Sdk.Resources.Resource.Parse(resource), default);

    /// <summary>Leaves the database open.</summary>
    public void Dispose() => Configuration.Dispose();

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await Database.DisposeAsync();
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_log)
            _log.Add(formatter(state, exception));
    }
}
