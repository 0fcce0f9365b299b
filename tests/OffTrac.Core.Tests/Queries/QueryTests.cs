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

    [SkippableFact]
    public async Task Rows_carry_values_as_shown_and_the_ticket_after_a_grouped_page()
    {
        await using var world = await QueryWorld.OpenAsync(engine);
        var result = await world.Queries.RunAsync("id=1-15&order=id&group=status&max=3&col=summary|reporter|blocking|due_date&row=description", null, default);

        Assert.Equal(3, result.Rows.Count);
        Assert.NotNull(result.NextRow);
        Assert.Equal(14, result.Total);
        Assert.Equal(5, result.PageCount);
        var all = await world.Queries.RunAsync("id=15|1&order=id&max=0&col=reporter|blocking|keywords|time", null, default);
        Assert.Equal(("1", "anonymous"), (all.Rows[0]["blocking"], all.Rows[1]["reporter"]));
        Assert.Equal("", all.Rows[1]["keywords"]);
        Assert.Equal(new DateTimeOffset(2021, 1, 4, 8, 15, 0, TimeSpan.Zero), all.Rows[0].GetTime("time"));
    }

    [SkippableFact]
    public async Task List_count_and_stream_agree_with_the_page()
    {
        await using var world = await QueryWorld.OpenAsync(engine);
        var query = await world.PrepareAsync("status!=closed&order=summary&desc=1&max=0");
        var request = new TicketQueryRequest { Query = query };
        var rows = await world.Queries.RunAsync(request, default);
        var streamed = new List<TicketQueryRow>();
        await foreach (var row in world.Queries.StreamAsync(request, default))
            streamed.Add(row);

        Assert.Equal(rows.Rows, streamed);
        Assert.Equal(rows.Rows.Select(row => row.Id), await world.Queries.ListAsync(request, default));
        Assert.Equal(rows.Total, await world.Queries.CountAsync(request, default));
        Assert.Equal(rows.Total, rows.Rows.Count);
    }

    [SkippableFact]
    public async Task Dates_without_a_zone_are_of_the_one_that_the_user_prefers()
    {
        await using var world = await QueryWorld.OpenAsync(engine);
        const string Text = "created=2021-01-04T09:15..2021-01-04T11:15";
        Assert.Empty(await world.IdsAsync(Text, "nils"));

        await world.SetPreferenceAsync("nils", "tz", "GMT +2:00");
        Assert.Equal(1, Assert.Single(await world.IdsAsync(Text, "nils")));
        Assert.Empty(await world.IdsAsync(Text, "joe"));
    }

    [SkippableFact]
    public async Task Stored_time_that_is_none_fails_a_list_as_in_Trac_and_is_empty_on_a_page()
    {
        await using var world = await QueryWorld.OpenAsync(engine);
        var request = new TicketQueryRequest { Query = await world.PrepareAsync("id=1-3&col=seen_rel") };

        Assert.Contains("Ticket 2: seen_rel", (await Assert.ThrowsAsync<TicketQueryException>(
            async () => await world.Queries.ListAsync(request, default))).Message, StringComparison.Ordinal);
        var page = await world.Queries.RunAsync(request, default);
        Assert.All(page.Rows, row => Assert.Equal("", row["seen_rel"]));
    }

    [SkippableFact]
    public async Task Cancelled_query_ends()
    {
        await using var world = await QueryWorld.OpenAsync(engine);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await world.Queries.RunAsync("max=0", null, cancelled.Token));
    }

    public void Dispose()
    {
        engine.Dispose();
        GC.SuppressFinalize(this);
    }
}
