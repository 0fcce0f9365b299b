using OffTrac.Core.Configuration;
using OffTrac.Sdk.Commands;

namespace OffTrac.Host.Commands;

/// <summary><c>config get|set|remove</c>.</summary>
internal static class ConfigurationCommands
{
    private const string NotShown = "(not shown; --show-secrets shows it)";

    private static readonly CommandArgument s_section = new() { Name = "SECTION", Description = "Section, such as ticket." };
    private static readonly CommandArgument s_option = new() { Name = "OPTION", Description = "Option, such as default_type." };

    private static readonly CommandOption s_host = new()
    {
        Name = "--host",
        IsFlag = true,
        Description = "The host's own file instead of an environment's; always so for section host.",
    };

    private static readonly CommandOption s_secrets = new() { Name = "--show-secrets", IsFlag = true, Description = "Prints passwords, too." };

    public static IEnumerable<CommandEntry> All =>
    [
        new(new Command
        {
            Words = "config get",
            Summary = "Prints the value of an option; with --json also file and line. Exit 1 when no file sets it.",
            Needs = CommandNeeds.Configuration,
            Arguments = [s_section, s_option],
            Options = [s_host, s_secrets],
        }, (context, _) => new(Get(context))),
        new(new Command
        {
            Words = "config set",
            Summary = "Writes an option to the file it belongs in; comments and order of that file stay.",
            Needs = CommandNeeds.Configuration,
            Arguments = [s_section, s_option, new() { Name = "VALUE", Description = "The value; may be empty." }],
            Options = [s_host],
        }, (context, cancellation) => SetAsync(context, context.Input["VALUE"], cancellation)),
        new(new Command
        {
            Words = "config remove",
            Summary = "Removes an option from the file it belongs in, so that what lies below counts. Exit 1 when it is not there.",
            Needs = CommandNeeds.Configuration,
            Arguments = [s_section, s_option],
            Options = [s_host],
        }, (context, cancellation) => SetAsync(context, value: null, cancellation)),
    ];

    private static CommandResult Get(CommandContext context)
    {
        var (section, option) = Names(context);
        using var configuration = context.OpenConfiguration(IsAboutHost(context));
        if (configuration.Find(section, option) is not { } found)
            return CommandResult.Fail($"[{section}] {option} is not set.", exitCode: 1);
        var value = SecretOptions.Contains(section, option) && !context.Input.Has("--show-secrets") ? NotShown : found.Value;
        return new CommandResult
        {
            Text = value,
            Json = JsonText.Write((found, value), static (writer, state) =>
            {
                writer.WriteStartObject();
                writer.WriteString("section", state.found.Section);
                writer.WriteString("option", state.found.Option);
                writer.WriteString("value", state.value);
                writer.WriteString("file", state.found.File);
                writer.WriteNumber("line", state.found.Line);
                writer.WriteEndObject();
            }),
        };
    }

    private static async ValueTask<CommandResult> SetAsync(CommandContext context, string? value, CancellationToken cancellation)
    {
        var (section, option) = Names(context);
        using var configuration = context.OpenConfiguration(IsAboutHost(context));
        var file = configuration.FileFor(section);
        if (value is null && !configuration.FindIn(file, section).Any(found => found.Option == option))
            return CommandResult.Fail($"[{section}] {option} is not set in {file}.", exitCode: 1);
        var catalog = OptionCatalog.Of([]);
        if (value is not null && catalog.FindProblem(section, option, value) is { } problem)
            return CommandResult.Fail(problem);
        await configuration.SetAsync(section, option, value, cancellation).ConfigureAwait(false);
        var done = value is null ? "removed from" : "written to";
        var counts = configuration.Find(section, option);
        return new CommandResult
        {
            Text = counts is null || counts.File == file
                ? $"[{section}] {option} {done} {file}."
                : $"[{section}] {option} {done} {file}; what counts stands in {counts.Place}.",
            Error = value is null ? null : catalog.FindDoubt(section, option),
        };
    }

    private static (string Section, string Option) Names(CommandContext context) =>
        (context.Input["SECTION"]!, context.Input["OPTION"]!.ToLowerInvariant());

    private static bool IsAboutHost(CommandContext context) =>
        context.Input.Has("--host") || context.Input["SECTION"] == HostConfiguration.Section;
}
