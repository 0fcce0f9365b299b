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
            Summary = "Prints the value of an option, or its default when no file sets it; with --json also file and line. Exit 1 when it has neither.",
            Needs = CommandNeeds.Configuration,
            Arguments = [s_section, s_option],
            Options = [s_host, s_secrets],
        }, GetAsync),
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

    private static async ValueTask<CommandResult> GetAsync(CommandContext context, CancellationToken cancellation)
    {
        var (section, option) = Names(context);
        using var configuration = context.OpenConfiguration(IsAboutHost(context));
        if (configuration.Find(section, option) is not { } found)
            return await GetDefaultAsync(context, section, option, cancellation).ConfigureAwait(false);
        var value = SecretOptions.Contains(section, option) && !context.Input.Has("--show-secrets") ? NotShown : found.Value;
        return Show(section, option, value, found);
    }

    private static async ValueTask<CommandResult> GetDefaultAsync(
        CommandContext context, string section, string option, CancellationToken cancellation)
    {
        var choice = IsAboutHost(context)
            ? new EnvironmentChoice { ConfigFile = EnvironmentChoice.FindHostFile(context.Options, context.Console) }
            : EnvironmentChoice.One(context.Options, context.Console);
        var host = await context.StartAsync(choice, PluginUse.All, cancellation).ConfigureAwait(false);
        var catalog = host.Environments.Served.SingleOrDefault()?.Options ?? host.Options;
        var options = catalog.Options.Where(known => known.Section == section).ToList();
        if (options.Find(known => known.Name == option) is { } description)
            return Show(section, option, description.Default, found: null) with { Error = $"[{section}] {option} is not set; this is its default." };
        var names = options.Select(known => known.Name).Where(name => name != OptionDescription.AnyName);
        return CommandResult.Fail($"[{section}] {option} is not set.{NearestWord.Ask(option, names)}", exitCode: 1);
    }

    private static CommandResult Show(string section, string option, string value, ConfiguredValue? found) => new()
    {
        Text = value,
        Json = JsonText.Write((section, option, value, found), static (writer, state) =>
        {
            writer.WriteStartObject();
            writer.WriteString("section", state.section);
            writer.WriteString("option", state.option);
            writer.WriteString("value", state.value);
            writer.WriteString("file", state.found?.File);
            writer.WritePropertyName("line");
            JsonText.WriteValue(writer, state.found?.Line);
            writer.WriteEndObject();
        }),
    };

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
