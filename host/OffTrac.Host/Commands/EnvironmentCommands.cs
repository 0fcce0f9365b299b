using OffTrac.Core.Environments;
using OffTrac.Sdk.Commands;

namespace OffTrac.Host.Commands;

/// <summary><c>env create|info</c>.</summary>
internal static class EnvironmentCommands
{
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
    ];

    private static async ValueTask<CommandResult> CreateAsync(CommandContext context, CancellationToken cancellation)
    {
        var input = context.Input;
        var creation = new EnvironmentCreation
        {
            Directory = context.Console.FullPath(input["DIR"]!),
            HasDefaultData = !input.Has("--no-default-data"),
            InheritFile = input["--inherit"] is { } file ? context.Console.FullPath(file) : null,
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
