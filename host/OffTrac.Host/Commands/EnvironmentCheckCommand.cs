using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using OffTrac.Core.Components;
using OffTrac.Core.Configuration;
using OffTrac.Core.Deliveries;
using OffTrac.Core.Environments;
using OffTrac.Host.Environments;
using OffTrac.Host.Hosting;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Host.Commands;

/// <summary><c>env check</c>: what it means to move in.</summary>
internal static class EnvironmentCheckCommand
{
    // The operations of spec 6.3.
    private static readonly string[] s_operations =
    [
        "del_owner", "set_owner", "set_owner_to_self", "may_set_owner", "del_resolution", "set_resolution", "leave_status", "reset_workflow",
    ];

    public static IEnumerable<CommandEntry> All =>
    [
        new(new Command
        {
            Words = "env check",
            Summary = "Reports what serving an environment would mean, and writes nothing. Exit 1 when it can't be served.",
            Arguments = [new() { Name = "ENV", Description = "The environment, as for --env.", IsOptional = true }],
            Options = [new() { Name = "--sql", IsFlag = true, Description = "Prints only the statements that would make tables." }],
        }, CheckAsync),
    ];

    private static async ValueTask<CommandResult> CheckAsync(CommandContext context, CancellationToken cancellation)
    {
        var options = context.Input["ENV"] is { } typed ? context.Options with { Environments = [typed] } : context.Options;
        var choice = EnvironmentChoice.One(options, context.Console);
        var host = await context.StartAsync(choice, PluginUse.All, cancellation).ConfigureAwait(false);
        var environment = host.Environments.Served.Single();
        var known = await KnownAsync(host, environment, cancellation).ConfigureAwait(false);
        using var configuration = context.OpenConfiguration(choice);
        var report = await EnvironmentCheck.RunAsync(choice.Directories[0], configuration, known, cancellation).ConfigureAwait(false);
        report = report with { Findings = [.. report.Findings, .. environment.Options.FindUnknown(configuration).Select(Finding)] };
        return new CommandResult
        {
            ExitCode = report.Problem is null ? 0 : 1,
            Text = context.Input.Has("--sql") ? Sql(report) : Text(report),
            Json = JsonText.Write(report, Write),
            Error = report.Problem,
        };
    }

    private static CheckFinding Finding(UnknownOption option) => new(
        CheckKind.Option,
        option.Name,
        string.Create(CultureInfo.InvariantCulture, $"[{option.Section}] in {option.File}:{option.Line}"),
        option.Nearest is null ? "Nothing reads it." : $"Nothing reads it; did you mean {option.Nearest}?");

    private static async ValueTask<KnownNames> KnownAsync(OffTracHost host, EnvironmentHost environment, CancellationToken cancellation)
    {
        List<ComponentDescription> all = [.. host.Plugins.Plugins.SelectMany(plugin => plugin.Metadata?.Components ?? [])
            .Select(component => component.Description).Concat(Own())];
        var schemas = await environment.Points.Get<ISchemaOwner>().AskAllAsync(
            0, static (owner, _, _) => new ValueTask<DatabaseSchema>(owner.Schema), cancellation).ConfigureAwait(false);
        return new KnownNames
        {
            Components = [.. all.Select(component => component.Name).Distinct(StringComparer.Ordinal)],
            Policies = Names(all, nameof(IPermissionPolicy)),
            Controllers = Names(all, nameof(ITicketActionController)),
            Operations = s_operations.ToHashSet(StringComparer.Ordinal),
            // Macros and processors come as components of a plugin.
            Macros = Names(all, "IWikiMacroProvider"),
            Processors = Names(all, "IWikiProcessorProvider"),
            Schemas = [DeliveryTables.Schema, .. schemas.Select(answer => answer.Value)],
        };
    }

    private static IEnumerable<ComponentDescription> Own() =>
        new[] { typeof(EnvironmentCheck).Assembly, typeof(EnvironmentCheckCommand).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Select(type => (Type: type, Component: type.GetCustomAttribute<ComponentAttribute>()))
            .Where(candidate => candidate.Component is not null)
            .Select(candidate => new ComponentDescription
            {
                Name = candidate.Component!.Name,
                Plugin = "core",
                ExtensionPoints = [.. candidate.Type.GetInterfaces().Select(point => point.Name)],
            });

    // An ini may name a component by the last part of its name.
    private static HashSet<string> Names(IEnumerable<ComponentDescription> components, string point)
    {
        var names = components.Where(component => component.ExtensionPoints.Contains(point, StringComparer.Ordinal))
            .SelectMany(component => new[] { component.Name, component.Name[(component.Name.LastIndexOf('.') + 1)..] })
            .ToHashSet(StringComparer.Ordinal);
        if (names.Contains("DefaultWikiPolicy"))
            names.Add("ReadonlyWikiPolicy");
        return names;
    }

    private static string Sql(CheckReport report) =>
        string.Concat(report.Tables.SelectMany(table => table.Statements).Select(statement => statement.TrimEnd(';', '\n') + ";\n"));

    private static string Text(CheckReport report)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Environment {report.Directory}");
        text.AppendLine(CultureInfo.InvariantCulture, $"Database {report.Database ?? "unknown"}, version {report.DatabaseVersion?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}");
        foreach (var line in report.NotWritable)
            text.AppendLine(line);
        foreach (var table in report.Tables)
        {
            text.AppendLine(table.Present is null
                ? $"Would make the tables of {table.Area}: {string.Join(", ", table.Tables)}"
                : string.Create(CultureInfo.InvariantCulture, $"Tables of {table.Area} have version {table.Present}; env upgrade makes it {table.Version}"));
        }

        foreach (var finding in report.Findings)
            text.AppendLine(CultureInfo.InvariantCulture, $"{Kind(finding.Kind)} {finding.Name} ({finding.Place}): {finding.Loss}");
        return text.ToString();
    }

    private static void Write(Utf8JsonWriter writer, CheckReport report)
    {
        writer.WriteStartObject();
        writer.WriteString("directory", report.Directory);
        writer.WriteString("problem", report.Problem);
        writer.WriteString("database", report.Database);
        writer.WritePropertyName("database_version");
        JsonText.WriteValue(writer, report.DatabaseVersion);
        writer.WritePropertyName("not_writable");
        JsonText.WriteValue(writer, report.NotWritable);
        writer.WriteStartArray("tables");
        foreach (var table in report.Tables)
            Write(writer, table);
        writer.WriteEndArray();
        writer.WriteStartArray("findings");
        foreach (var finding in report.Findings)
            Write(writer, finding);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, TableToMake table)
    {
        writer.WriteStartObject();
        writer.WriteString("area", table.Area);
        writer.WritePropertyName("tables");
        JsonText.WriteValue(writer, table.Tables);
        writer.WriteNumber("version", table.Version);
        writer.WritePropertyName("present");
        JsonText.WriteValue(writer, table.Present);
        writer.WritePropertyName("statements");
        JsonText.WriteValue(writer, table.Statements);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, CheckFinding finding)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", Kind(finding.Kind));
        writer.WriteString("name", finding.Name);
        writer.WriteString("place", finding.Place);
        writer.WriteString("loss", finding.Loss);
        writer.WriteEndObject();
    }

    private static string Kind(CheckKind kind) => kind switch
    {
        CheckKind.ComponentRule => "component rule",
        CheckKind.Option => "option",
        CheckKind.PythonPlugin => "Python plugin",
        CheckKind.PermissionPolicy => "permission policy",
        CheckKind.WorkflowController => "workflow controller",
        CheckKind.WorkflowOperation => "workflow operation",
        CheckKind.Macro => "macro",
        _ => "processor",
    };
}
