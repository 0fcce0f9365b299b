using OffTrac.Core.Queries;
using OffTrac.Core.Sessions;
using OffTrac.Core.Tests.Storage;
using OffTrac.Core.Tests.Tickets;
using OffTrac.Sdk.Queries;

namespace OffTrac.Core.Tests.Queries;

/// <summary>Queries on a copy of the golden environment.</summary>
internal sealed class QueryWorld : IAsyncDisposable
{
    private QueryWorld(Stores stores)
    {
        Stores = stores;
        Queries = new TicketQueries(stores.Environment, stores.Database, stores.Fields, new UserTimes(
            stores.Environment, new SessionStore(stores.Database, stores.Ini, stores.Time), stores.Time), stores.Time);
    }

    public Stores Stores { get; }

    public ITicketQueries Queries { get; }

    public static async Task<QueryWorld> OpenAsync(TestEngine engine) => new(await Stores.GoldenAsync(engine));

    public async Task<PreparedTicketQuery> PrepareAsync(string text) => await Queries.PrepareAsync(Queries.Parse(text), default);

    /// <summary>What Trac's <c>execute</c> gives.</summary>
    public async Task<int[]> IdsAsync(string text, string user = "anonymous")
    {
        var result = await Queries.RunAsync(text, user, default);
        return [.. result.Rows.Select(row => row.Id), .. result.NextRow is { } next ? [next.Id] : Array.Empty<int>()];
    }

    public ValueTask DisposeAsync() => Stores.DisposeAsync();
}
