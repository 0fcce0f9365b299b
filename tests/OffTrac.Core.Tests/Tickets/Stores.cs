using Microsoft.Extensions.Logging.Abstractions;
using OffTrac.Core.Attachments;
using OffTrac.Core.Milestones;
using OffTrac.Core.Resources;
using OffTrac.Core.Security;
using OffTrac.Core.Sessions;
using OffTrac.Core.Storage;
using OffTrac.Core.Tests.Resources;
using OffTrac.Core.Tests.Search;
using OffTrac.Core.Tests.Storage;
using OffTrac.Core.Tickets;
using OffTrac.Core.Wiki;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;
using OffTrac.TestServers;

namespace OffTrac.Core.Tests.Tickets;

/// <summary>The stores of one environment with a clock that stands still.</summary>
internal sealed class Stores : IAsyncDisposable
{
    private readonly IDisposable? _copy;

    private Stores(Database database, string directory, int databaseVersion, IDisposable? copy)
    {
        _copy = copy;
        Database = database;
        Ini = new IniText(File.ReadAllText(Path.Combine(directory, "conf", "trac.ini")));
        Environment = new TestEnvironment(directory, Ini, databaseVersion);
        Workflow = new TicketWorkflow(Environment, Points);
        Fields = new TicketFields(Environment, database, Workflow, NullLogger<TicketFields>.Instance);
        Files = new AttachmentFiles(Environment, NullLogger<AttachmentFiles>.Instance);
        var resources = new ResourceSystem(Points.Get<IResourceManager>());
        Points.Add("trac.ticket.api.TicketSystem", TestSystems.Tickets(database));
        Points.Add("trac.wiki.api.WikiSystem", TestSystems.Wiki(database, Ini));
        Points.Add("trac.ticket.roadmap.MilestoneModule", TestMilestoneModule.Of(database, resources, Ini));
        Attachments = new AttachmentStore(Environment, database, Files, resources, Recorder, Time);
        Tickets = new TicketStore(Environment, database, Fields, Attachments, Recorder, Time);
        Milestones = new MilestoneStore(database, Tickets, Attachments, Recorder, Time);
        Versions = new TicketVersionStore(database);
        Components = new TicketComponentStore(database);
        Enums = new TicketEnumStore(Environment, database, Fields);
        Wiki = new WikiStore(database, Attachments, Recorder, Time);
        MilestoneEditor = new MilestoneEditor(database, Milestones, Permissions, Time);
        History = new TicketHistory(database, Tickets);
        Editor = new TicketEditor(Environment, Tickets, Workflow, Permissions, Points.Get<ITicketManipulator>(), Time);
        WikiEditor = new WikiEditor(Environment, Wiki, Permissions, Points.Get<IWikiPageManipulator>());
        Points.Add("trac.ticket.default_workflow.ConfigurableTicketWorkflow", new ConfigurableTicketWorkflow(
            Environment, database, Fields, Permissions, new Authors(Ini, new SessionStore(database, Ini, Time), Permissions), Points,
            NullLogger<ConfigurableTicketWorkflow>.Instance));
    }

    public Database Database { get; }

    public IniText Ini { get; }

    public TestEnvironment Environment { get; }

    public TestPoints Points { get; } = new();

    public TestPermissions Permissions { get; } = new();

    public Recorder Recorder { get; } = new();

    public ManualTime Time { get; } = new();

    public TicketWorkflow Workflow { get; }

    public TicketFields Fields { get; }

    public AttachmentFiles Files { get; }

    public AttachmentStore Attachments { get; }

    public TicketStore Tickets { get; }

    public MilestoneStore Milestones { get; }

    public TicketVersionStore Versions { get; }

    public TicketComponentStore Components { get; }

    public TicketEnumStore Enums { get; }

    public WikiStore Wiki { get; }

    public TicketEditor Editor { get; }

    public MilestoneEditor MilestoneEditor { get; }

    public TicketHistory History { get; }

    public WikiEditor WikiEditor { get; }

    /// <summary>The golden environment on one of the engines.</summary>
    public static async Task<Stores> GoldenAsync(TestEngine engine) =>
        new(await engine.OpenGoldenAsync(), engine.Directory, 45, null);

    /// <summary>A copy of an environment of an older Trac.</summary>
    public static Stores Of(string fixture, int databaseVersion)
    {
        var copy = FixtureFiles.CopyEnvironment(fixture);
        return new(
            Database.Open(ConnectionString.Parse("sqlite:db/trac.db", copy.Path), new DatabaseSettings()), copy.Path, databaseVersion, copy);
    }

    /// <summary>Rows as text, for comparing with what Trac left.</summary>
    public ValueTask<IReadOnlyList<string>> RowsAsync(string sql) => Database.ReadAsync(
        sql,
        static async ValueTask<IReadOnlyList<string>> (session, sql, cancellation) =>
        {
            await using var command = session.Connection.CreateCommand();
            command.CommandText = sql;
            command.Transaction = session.Transaction;
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var rows = new List<string>();
            while (await reader.ReadAsync(cancellation))
            {
                rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) switch
                {
                    DBNull => "NULL",
                    IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
                    var text => $"'{text}'",
                })));
            }

            return rows;
        },
        default);

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        _copy?.Dispose();
    }
}
