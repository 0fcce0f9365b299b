using System.Globalization;
using System.Text.Json;
using OffTrac.Core.Security;
using OffTrac.Sdk;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Host.Commands;

/// <summary><c>query</c>: what TracQuery finds.</summary>
internal static class QueryCommand
{
    public static IEnumerable<CommandEntry> All =>
    [
        new(new Command
        {
            Words = "query",
            Summary = "Finds tickets by TracQuery, such as 'status!=closed&owner=joe', that --user, else anonymous, may see.",
            Arguments = [new() { Name = "TEXT", Description = "The query; with max=0 all tickets instead of a page." }],
            Options = [new() { Name = "--csv", IsFlag = true, Description = "Prints comma-separated text with field names above." }],
        }, QueryAsync),
    ];

    private static async ValueTask<CommandResult> QueryAsync(CommandContext context, CancellationToken cancellation)
    {
        var environment = await context.OpenEnvironmentAsync(PluginUse.All, cancellation).ConfigureAwait(false);
        var (queries, permissions) = (environment.Get<ITicketQueries>(), environment.Get<IPermissions>());
        var user = context.Options.User ?? "anonymous";
        await permissions.RequireAsync("TICKET_VIEW", user, new Resource { Realm = "ticket" }, cancellation).ConfigureAwait(false);
        var result = await RunAsync(queries, context.Input["TEXT"]!, user, cancellation).ConfigureAwait(false);
        Resource[] tickets = [.. result.Rows.Select(row => Resource.Ticket(row.Id))];
        var visible = await permissions.CheckManyAsync("TICKET_VIEW", user, tickets, cancellation).ConfigureAwait(false);
        TicketQueryRow[] rows = [.. result.Rows.Where((_, index) => visible[index])];
        if (context.Input.Has("--csv"))
            return CommandResult.FromText(Csv(result.Query, rows));
        return new CommandResult
        {
            Json = JsonText.Write((result, rows), Write),
            Table = new()
            {
                Columns = result.Query.Columns,
                Rows = [.. rows.Select(row => result.Query.Columns.Select(column => Value(result.Query, row, column)).ToArray())],
            },
        };
    }

    /// <summary>What can't be read is named: Trac's own words say only that there is something.</summary>
    private static async ValueTask<TicketQueryResult> RunAsync(ITicketQueries queries, string text, string user, CancellationToken cancellation)
    {
        try
        {
            return await queries.RunAsync(text, user, cancellation).ConfigureAwait(false);
        }
        catch (TicketQueryException failure) when (failure.Errors.Count > 0)
        {
            throw new TracException($"{failure.Message}: {string.Join("; ", failure.Errors)}", failure);
        }
    }

    private static string Csv(PreparedTicketQuery query, TicketQueryRow[] rows)
    {
        var lines = rows.Select(row => query.Columns.Select(column => Value(query, row, column) switch
        {
            null => "",
            DateTimeOffset time => JsonText.Time(time),
            var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        }));
        return CsvText.Write([query.Columns, .. lines.Select(line => line.ToArray())]).TrimEnd('\n');
    }

    private static object? Value(PreparedTicketQuery query, TicketQueryRow row, string column) => column is "id" ? row.Id
        : query.Find(column)?.Type == TicketFieldType.Time ? row.GetTime(column)
        : row[column];

    private static void Write(Utf8JsonWriter writer, (TicketQueryResult Result, TicketQueryRow[] Rows) found)
    {
        var query = found.Result.Query;
        writer.WriteStartObject();
        writer.WriteNumber("total", found.Result.Total);
        writer.WriteString("href", query.Path());
        writer.WriteStartArray("tickets");
        foreach (var row in found.Rows)
        {
            writer.WriteStartObject();
            writer.WriteNumber("id", row.Id);
            foreach (var column in query.Columns.Where(column => column is not "id").Distinct(StringComparer.Ordinal))
                writer.WriteString(column, Value(query, row, column) is DateTimeOffset time ? JsonText.Time(time) : row[column]);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
