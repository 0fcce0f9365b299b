using OffTrac.Core.Configuration;
using OffTrac.Sdk;
using OffTrac.Sdk.Commands;

namespace OffTrac.Host.Commands;

/// <summary><c>config describe</c>.</summary>
internal static class OptionCommands
{
    private static readonly CommandOption s_set = new() { Name = "--set", IsFlag = true, Description = "Only options that a file sets." };

    public static IEnumerable<CommandEntry> All =>
    [
        new(new Command
        {
            Words = "config describe",
            Summary = "Lists the options of Trac, OffTrac and the plugins: type, default, value with file and line, and what they are for.",
            Needs = CommandNeeds.Configuration,
            Arguments = [new() { Name = "SECTION", Description = "The only section to list. Exit 1 when nobody knows it.", IsOptional = true }],
            Options = [s_set],
        }, DescribeAsync),
    ];

    private static async ValueTask<CommandResult> DescribeAsync(CommandContext context, CancellationToken cancellation)
    {
        var section = context.Input["SECTION"];
        var host = await context.StartAsync(Choose(context, section), PluginUse.All, cancellation).ConfigureAwait(false);
        var environment = host.Environments.Served.SingleOrDefault();
        var configuration = environment is null
            ? host.Configuration.Configuration
            : environment.KnownConfiguration ?? throw new TracException(environment.Problem!);
        var options = (environment?.Options ?? host.Options).Describe(configuration, section);
        return options.Count == 0
            ? CommandResult.Fail($"There is no section '{section}': nothing reads it and no file has it.", exitCode: 1)
            : CommandResult.FromTable(new()
            {
                Columns = ["section", "option", "type", "default", "value", "file", "line", "description"],
                Rows = [.. options.Where(option => option.File is not null || !context.Input.Has(s_set.Name)).Select(Row)],
            });
    }

    /// <summary>The environment, or only the host where there is none or its own section is asked for.</summary>
    private static EnvironmentChoice Choose(CommandContext context, string? section)
    {
        var choice = EnvironmentChoice.All(context.Options, context.Console);
        if (section == HostConfiguration.Section)
            return new EnvironmentChoice { ConfigFile = EnvironmentChoice.FindHostFile(context.Options, context.Console) };
        return choice.Directories.Count == 0 ? choice : EnvironmentChoice.One(context.Options, context.Console);
    }

    private static object?[] Row(DescribedOption described) =>
    [
        described.Option.Section, described.Option.Name, described.Option.Type, described.Option.Default, described.Value, described.File,
        described.File is null ? null : described.Line, described.Option.Description,
    ];
}
