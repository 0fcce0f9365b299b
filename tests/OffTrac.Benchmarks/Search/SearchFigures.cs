using System.Diagnostics;
using System.Globalization;
using OffTrac.Host.Environments;
using OffTrac.Host.Hosting;
using OffTrac.Sdk.Search;
using OffTrac.Sdk.Storage;
using OffTrac.TestServers;

namespace OffTrac.Benchmarks.Search;

/// <summary>How long a search takes over many tickets: on SQLite, on PostgreSQL, and there with indices of trigrams.</summary>
internal static class SearchFigures
{
    private const int CommentsPerTicket = 3;
    private const int TicketsAtOnce = 1000;
    private const int FirstTicket = 100_000;

    private static readonly string[] s_queries = ["needle", "lighthouse needle", "7777", "rope"];

    public static async Task RunAsync(int tickets)
    {
        Console.WriteLine($"search over {tickets} tickets with {CommentsPerTicket} comments each, milliseconds, best of 5:");
        using (var copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite"))
            await MeasureAsync("SQLite", copy.Path, tickets, indices: false);
        if (!PostgreSqlServer.IsInstalled)
            return;
        await using var environment = await PostgreSqlEnvironment.CreateAsync();
        await MeasureAsync("PostgreSQL", environment.Directory, tickets, indices: false);
        await MeasureAsync("PostgreSQL with pg_trgm", environment.Directory, tickets: 0, indices: true);
    }

    private static async Task MeasureAsync(string name, string directory, int tickets, bool indices)
    {
        await using var host = await OffTracHost.StartAsync(
            new HostStartup { Mode = HostMode.Command, Environments = [directory], CommandWords = [] }, CancellationToken.None);
        var environment = host.Environments.Served[0];
        for (var first = 0; first < tickets; first += TicketsAtOnce)
            await environment.Database.WriteAsync((first, Math.Min(tickets - first, TicketsAtOnce)), FillAsync, scope: null, CancellationToken.None);
        if (indices)
            await environment.Database.WriteAsync(0, IndexAsync, scope: null, CancellationToken.None);
        foreach (var query in s_queries)
            Console.WriteLine($"  {name,-24} {query,-18} {await BestAsync(environment, query)}");
    }

    private static async Task<string> BestAsync(EnvironmentHost environment, string query)
    {
        var search = environment.Get<ISearch>();
        var request = new SearchRequest { Terms = search.ParseTerms(query), Filters = ["ticket", "wiki", "milestone", "changeset"], User = "anonymous" };
        var (best, found) = (TimeSpan.MaxValue, 0);
        for (var run = 0; run < 5; run++)
        {
            var started = Stopwatch.GetTimestamp();
            found = (await search.SearchAsync(request, CancellationToken.None)).Count;
            var took = Stopwatch.GetElapsedTime(started);
            best = took < best ? took : best;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{best.TotalMilliseconds,8:F1}  ({found} found)");
    }

    private static async ValueTask<int> FillAsync(IWriteScope scope, (int First, int Count) part, CancellationToken cancellation)
    {
        for (var id = part.First + FirstTicket; id < part.First + part.Count + FirstTicket; id++)
        {
            var time = 1_640_000_000_000_000 + (id * 1_000_000L);
            await ExecuteAsync(
                scope,
                """
                INSERT INTO ticket (id, type, time, changetime, reporter, status, summary, description, keywords)
                VALUES (@id, 'defect', @time, @time, 'joe', 'new', @summary, @description, '')
                """,
                [("id", id), ("time", time), ("summary", Text(id, 7)), ("description", Text(id, 90) + (id % 500 == 0 ? " needle" : ""))],
                cancellation);
            for (var number = 1; number <= CommentsPerTicket; number++)
            {
                await ExecuteAsync(
                    scope,
                    """
                    INSERT INTO ticket_change (ticket, time, author, field, oldvalue, newvalue)
                    VALUES (@id, @time, 'joe', 'comment', @number, @text)
                    """,
                    [("id", id), ("time", time + number), ("number", number.ToString(CultureInfo.InvariantCulture)), ("text", Text(id + number, 40))],
                    cancellation);
            }
        }

        return part.Count;
    }

    private static async ValueTask<int> IndexAsync(IWriteScope scope, int state, CancellationToken cancellation)
    {
        foreach (var sql in Core.Environments.TracIndices.Search.Select(index => index.Sql).Prepend("CREATE EXTENSION pg_trgm"))
            await ExecuteAsync(scope, sql, [], cancellation);
        return state;
    }

    private static async Task ExecuteAsync(IWriteScope scope, string sql, (string Name, object Value)[] values, CancellationToken cancellation)
    {
        await using var command = scope.Connection.CreateCommand();
        command.Transaction = scope.Transaction;
        command.CommandTimeout = 0;
#pragma warning disable CA2100 // Our own statements.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Words of a made-up language, the same for the same number.</summary>
    private static string Text(int seed, int words)
    {
        var random = new Random(seed);
        return string.Join(' ', Enumerable.Range(0, words).Select(_ => s_syllables[random.Next(s_syllables.Length)] + s_syllables[random.Next(s_syllables.Length)]));
    }

    private static readonly string[] s_syllables =
        ["ha", "ro", "pe", "tid", "mar", "ves", "lo", "qua", "ni", "dock", "ber", "sal", "wen", "tu", "gri", "pol", "ash", "cor", "fen", "ile"];
}
