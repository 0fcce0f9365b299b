using OffTrac.Core.Queries;
using OffTrac.Core.Sessions;
using OffTrac.Core.Tests.Storage;
using OffTrac.Core.Tests.Tickets;
using OffTrac.Sdk.Queries;

namespace OffTrac.Core.Tests.Queries;

/// <summary>Queries on a copy of the golden environment.</summary>
internal sealed class QueryWorld : IAsyncDisposable
{
    private readonly SessionStore _sessions;

    private QueryWorld(Stores stores)
    {
        Stores = stores;
        _sessions = new SessionStore(stores.Database, stores.Ini, stores.Time);
        Queries = new TicketQueries(
            stores.Environment, stores.Database, stores.Fields, new UserTimes(stores.Environment, _sessions, stores.Time), stores.Time);
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

    public async Task SetPreferenceAsync(string user, string name, string value) =>
        await _sessions.SaveAsync(Sdk.Sessions.SessionKey.Of(user), new Dictionary<string, string?> { [name] = value }, null, default);

    /// <summary>True when it is answered, or refused as queries are; any other exception comes out.</summary>
    public async Task<bool> AnswersAsync(string text)
    {
        try
        {
            await IdsAsync(text);
        }
        catch (TicketQueryException failure)
        {
            Assert.NotEmpty(failure.Message);
        }

        return true;
    }

    public ValueTask DisposeAsync() => Stores.DisposeAsync();
}
