using OffTrac.Core.Tests.Storage;
using OffTrac.Sdk.Queries;

namespace OffTrac.Core.Tests.Queries;

public abstract class QueryTests(TestEngine engine) : IDisposable
{
    [SkippableFact]
    public async Task Every_recorded_query_finds_the_same_tickets_in_the_same_order_or_fails_alike()
    {
        await using var world = await QueryWorld.OpenAsync(engine);
        var differences = new List<string>();
        foreach (var recorded in RecordedQuery.All(engine.Engine))
        {
            try
            {
                var ids = await world.IdsAsync(recorded.Text, recorded.User);
                if (recorded.Ids is null || !ids.SequenceEqual(recorded.Ids))
                    differences.Add($"{recorded.Name}: {recorded.Text} gave {string.Join(',', ids)}");
            }
            catch (TicketQueryException failure)
            {
                if (recorded.Ids is not null || (recorded.Message is not null && failure.Message != recorded.Message))
                    differences.Add($"{recorded.Name}: {recorded.Text} failed: {failure.Message}");
            }
        }

        Assert.Empty(differences);
    }

    public void Dispose()
    {
        engine.Dispose();
        GC.SuppressFinalize(this);
    }
}
