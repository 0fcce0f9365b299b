using OffTrac.Core.Environments;
using OffTrac.Core.Storage;
using OffTrac.Host.Environments;
using OffTrac.Host.Hosting;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Environments;

namespace OffTrac.Host.Commands;

/// <summary><c>env create|info|upgrade|backup</c>.</summary>
internal static class EnvironmentCommands
{
    private static readonly CommandArgument s_environment = new()
    {
        Name = "ENV",
        Description = "The environment, as for --env.",
        IsOptional = true,
    };

    public static IEnumerable<CommandEntry> All =>
    [
        new(new Command
        {
            Words = "env create",
            Aliases = ["initenv", "initdb"],
            Summary = "Makes an environment that OffTrac and Trac can serve. What fails half way leaves nothing behind.",
            Needs = CommandNeeds.Nothing,
            Arguments =
            [
                new() { Name = "DIR", Description = "Its directory: absent or empty; the one above must exist." },
                new() { Name = "PROJECT", Description = "Name of the project.", IsOptional = true },
                new()
                {
                    Name = "DATABASE",
                    Description = "As in [trac] database: sqlite:db/trac.db if left out, or postgres://user:password@host/database?schema=name.",
                    IsOptional = true,
                },
            ],
            Options =
            [
                new() { Name = "--description", ValueName = "TEXT", Description = "What the project is about." },
                new() { Name = "--inherit", ValueName = "FILE", Description = "An ini to inherit from; its options are then not written into the new one." },
                new() { Name = "--no-default-data", IsFlag = true, Description = "Leaves out components, milestones, permissions, reports and pages." },
            ],
        }, CreateAsync),
        new(new Command
        {
            Words = "env info",
            Summary = "Shows an environment: project, database, and what its components tell of the system.",
            Arguments = [s_environment],
        }, InfoAsync),
        new(new Command
        {
            Words = "env upgrade",
            Aliases = ["upgrade"],
            Summary = "Makes and upgrades the tables of OffTrac and its plugins, after a backup of the database. Trac's own tables stay as they are.",
            Arguments = [s_environment],
            Options =
            [
                new() { Name = "--indices", IsFlag = true, Description = "Makes our indices on Trac's tables, too." },
                new() { Name = "--no-backup", IsFlag = true, Description = "Makes no backup." },
            ],
        }, UpgradeAsync),
        new(new Command
        {
            Words = "env backup",
            Aliases = ["hotcopy"],
            Summary = "Copies an environment, database and files, while others work on it.",
            Arguments = [new() { Name = "TARGET", Description = "A directory that does not exist yet." }],
            Options = [new() { Name = "--no-database", IsFlag = true, Description = "Copies the files alone." }],
        }, BackupAsync),
    ];

    private static async ValueTask<CommandResult> InfoAsync(CommandContext context, CancellationToken cancellation)
    {
        var host = await context.OpenEnvironmentAsync(Choice(context), PluginUse.All, forUpgrade: false, cancellation).ConfigureAwait(false);
        var (environment, database) = (host.Get<TracEnvironment>(), host.Get<Database>());
        var told = await host.Points.Get<ISystemInfoProvider>().AskAllAsync(
            0, static (provider, _, token) => provider.GetSystemInfoAsync(token), cancellation).ConfigureAwait(false);
        List<object?[]> rows =
        [
            ["name", environment.Name],
            ["directory", environment.Directory],
            ["project", environment.ProjectName],
            ["base_url", environment.BaseUrl],
            ["role", environment.Role.ToString().ToLowerInvariant()],
            ["database", database.Connection.ToString()],
            ["database_version", environment.DatabaseVersion],
            .. told.SelectMany(answer => answer.Value).Select(info => new object?[] { info.Name, info.Value }),
        ];
        return CommandResult.FromTable(new() { Columns = ["name", "value"], Rows = rows });
    }

    private static async ValueTask<CommandResult> UpgradeAsync(CommandContext context, CancellationToken cancellation)
    {
        var host = await context.OpenEnvironmentAsync(Choice(context), PluginUse.All, forUpgrade: true, cancellation).ConfigureAwait(false);
        var request = new UpgradeRequest
        {
            HasBackup = !context.Input.Has("--no-backup"),
            HasIndices = context.Input.Has("--indices"),
            Time = context.Console.Time,
        };
        var report = await EnvironmentUpgrade.RunAsync(Opened(host), new EnvironmentComposition(host), request, cancellation).ConfigureAwait(false);
        return new CommandResult
        {
            Text = report.Steps.Count == 0
                ? "There is nothing to upgrade."
                : string.Join('\n', report.Steps) + (report.Backup is { } file ? $"\nBackup: {file}" : ""),
            Json = JsonText.Write(report, static (writer, report) =>
            {
                writer.WriteStartObject();
                writer.WritePropertyName("steps");
                JsonText.WriteValue(writer, report.Steps);
                writer.WriteString("backup", report.Backup);
                writer.WriteEndObject();
            }),
        };
    }

    private static async ValueTask<CommandResult> BackupAsync(CommandContext context, CancellationToken cancellation)
    {
        var target = context.Console.FullPath(context.Input["TARGET"]!);
        var host = await context.OpenEnvironmentAsync(PluginUse.None, cancellation).ConfigureAwait(false);
        var copy = await EnvironmentBackup.CopyAsync(Opened(host), target, !context.Input.Has("--no-database"), cancellation).ConfigureAwait(false);
        return CommandResult.FromText($"Environment copied to {target}, {(copy is null ? "without its database" : $"its database to {copy}")}.");
    }

    // The host disposes what is inside.
    private static OpenedEnvironment Opened(EnvironmentHost host) => new(host.Get<TracEnvironment>(), host.Get<Database>());

    private static EnvironmentChoice Choice(CommandContext context) => EnvironmentChoice.One(
        context.Input["ENV"] is { } typed ? context.Options with { Environments = [typed] } : context.Options, context.Console);

    // Which host file lies below the new environment is known once its directory is there.
    private static HostStartup Startup(CommandContext context, string directory) => new()
    {
        ConfigFile = EnvironmentChoice.All(context.Options with { Environments = [directory] }, context.Console).ConfigFile,
        Loggers = context.Loggers,
        Time = context.Console.Time,
    };

    private static async ValueTask<CommandResult> CreateAsync(CommandContext context, CancellationToken cancellation)
    {
        var input = context.Input;
        var creation = new EnvironmentCreation
        {
            Directory = context.Console.FullPath(input["DIR"]!),
            HasDefaultData = !input.Has("--no-default-data"),
            InheritFile = input["--inherit"] is { } file ? context.Console.FullPath(file) : null,
            Compose = (directory, token) => EnvironmentComposition.OpenAsync(directory, Startup(context, directory), token),
            Logger = context.Loggers.CreateLogger(nameof(EnvironmentCreator)),
            Time = context.Console.Time,
        };
        creation = creation with
        {
            ProjectName = input["PROJECT"] ?? creation.ProjectName,
            ProjectDescription = input["--description"] ?? creation.ProjectDescription,
            Database = input["DATABASE"] ?? creation.Database,
        };
        var directory = await EnvironmentCreator.CreateAsync(creation, cancellation).ConfigureAwait(false);
        return new CommandResult
        {
            Text = $"Environment made in {directory}. Serve it with: offtrac serve {directory}",
            Json = JsonText.Write(directory, static (writer, directory) =>
            {
                writer.WriteStartObject();
                writer.WriteString("directory", directory);
                writer.WriteEndObject();
            }),
        };
    }
}
