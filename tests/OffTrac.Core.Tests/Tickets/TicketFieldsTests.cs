using OffTrac.Core.Tests.Storage;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tests.Tickets;

public sealed class TicketFieldsTests : IDisposable
{
    private readonly TestEngine _engine = TestEngine.Sqlite();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task GoldenFields_AreThoseThatTracLists_InItsOrder()
    {
        await using var stores = await Stores.GoldenAsync(_engine);
        var fields = await stores.Fields.GetFieldsAsync(default);
        Assert.Equal(
            "summary reporter owner description type status priority milestone component version severity resolution keywords cc time "
            + "changetime customer platform effort risk audience blocking needs_docs due_date started_at seen_rel refs spec_link ext_id "
            + "repro_steps raw_log",
            string.Join(' ', fields.Select(field => field.Name)));
        Assert.Equal(["accepted", "assigned", "closed", "needinfo", "new", "reopened", "triaged"], Of("status").Options);
        Assert.Equal(["Keel", "Hull", "航海", "Rigging", "Harbour trials", "A & B/C", "Voyage"], Of("milestone").Options);
        Assert.Equal(["2.0-beta", "版本三", "1.1", "1.0", "0.9"], Of("version").Options);
        Assert.True(Of("milestone").IsOptional);
        Assert.False(Of("component").IsOptional);
        Assert.Equal("M", Of("effort").Default);
        Assert.Equal("1", Of("needs_docs").Default);
        Assert.Equal(["linux", "windows", "mac os", "ウィンドウズ"], Of("platform").Options);
        Assert.True(Of("platform").IsOptional);
        Assert.Equal((TicketFieldType.TextArea, 1000, 3), (Of("raw_log").Type, Of("raw_log").MaxSize, Of("raw_log").Rows));
        Assert.Equal("?status=!closed&max=5", Of("refs").TicketLinkQuery);

        TicketField Of(string name) => Assert.Single(fields, field => field.Name == name);
    }

    [Theory]
    [InlineData("4", "XL")]
    [InlineData("-1", "XL")]
    [InlineData("9", "9")]
    [InlineData("", null)]
    public async Task ADefaultThatIsNoOption_IsTriedAsAnIndex(string value, string? expected)
    {
        await using var stores = await Stores.GoldenAsync(_engine);
        stores.Ini["ticket-custom", "effort.value"] = value;
        var fields = await stores.Fields.GetFieldsAsync(default);
        Assert.Equal(expected, fields.Single(field => field.Name == "effort").Default);
    }
}
