using Dapper;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Testing;

namespace OffTrac.Plugins.Maintenance.Tests;

/// <summary>A served environment whose clock shows midnight of 1 January 2026, with all the tasks enabled.</summary>
internal static class MaintainedEnvironment
{
    public const string Ini = """
        [components]
        offtrac.maintenance.* = enabled
        fixture.* = enabled
        """;

    public static DateTimeOffset Now { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TestEnvironmentOptions Options { get; } = new()
    {
        Plugins = ["OffTrac.Plugins.Maintenance", "FailsToDeliver"],
        Ini = Ini,
        Time = new FixedTime(Now),
    };

    /// <summary>Seconds since 1970, some days before the clock's time.</summary>
    public static long DaysAgo(double days) => Now.AddDays(-days).ToUnixTimeSeconds();

    public static async Task ExecuteAsync(this TestEnvironment environment, string sql, object? values = null) =>
        await environment.Get<IDatabase>().WriteAsync(
            (sql, values),
            static async (scope, x, token) => await scope.Connection.ExecuteAsync(new CommandDefinition(x.sql, x.values, scope.Transaction, cancellationToken: token)),
            scope: null,
            default);

    public static async Task<IReadOnlyList<T>> QueryAsync<T>(this TestEnvironment environment, string sql) =>
        await environment.Get<IDatabase>().ReadAsync(
            sql,
            static async (session, sql, token) => (await session.Connection.QueryAsync<T>(new CommandDefinition(sql, null, session.Transaction, cancellationToken: token))).ToList(),
            default);

    /// <summary>Makes anonymous sessions, with one value each, that were last used at a time.</summary>
    public static Task AddSessionsAsync(this TestEnvironment environment, string prefix, int count, long lastVisit) => environment.ExecuteAsync(
        $"""
        WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {count})
        INSERT INTO session (sid, authenticated, last_visit) SELECT '{prefix}' || n, 0, {lastVisit} FROM number;
        WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {count})
        INSERT INTO session_attribute (sid, authenticated, name, value) SELECT '{prefix}' || n, 0, 'name', 'Somebody' FROM number
        """);
}
