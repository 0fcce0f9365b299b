using System.Text;
using OffTrac.Plugins.Redis.Messages;

namespace OffTrac.Plugins.Redis.Tests.Messages;

public sealed class PayloadWriterTests
{
    [Fact]
    public void The_longest_texts_make_way_until_the_payload_fits()
    {
        var payload = Build(limit: 200, excluded: []);
        Assert.Equal(
            "{\"name\": \"Page\", \"text\": null, \"comment\": \"short\", \"values\": {\"description\": null, \"cc\": \"\"}, \"truncated\": [\"text\", \"values.description\"]}",
            payload);
        Assert.True(payload.Length <= 200);
    }

    [Fact]
    public void A_payload_as_long_as_the_limit_stays_whole()
    {
        var whole = Build(limit: 0, excluded: []);
        Assert.Equal(whole, Build(limit: whole.Length, excluded: []));
        Assert.Contains("truncated", Build(limit: whole.Length - 1, excluded: []), StringComparison.Ordinal);
    }

    [Fact]
    public void Excluded_fields_are_left_out_with_the_values_before()
    {
        var payload = Build(limit: 0, excluded: ["text", "description"]);
        Assert.Equal("{\"name\": \"Page\", \"comment\": \"short\", \"values\": {\"cc\": \"\"}}", payload);
        Assert.Equal("{}", Encoding.ASCII.GetString(PayloadWriter.Build(0, static (writer, _) => writer.Text("old_text", "x"), ["text"], 0).Span));
    }

    [Theory]
    [InlineData("ticket.*", "ticket.changed.7", true)]
    [InlineData("ticket.*", "ticket.created", true)]
    [InlineData("ticket.*", "wiki.created", false)]
    [InlineData("wiki.changed.*", "wiki.changed.A.B/C", true)]
    [InlineData("*", "", true)]
    [InlineData("", "", true)]
    [InlineData("", "x", false)]
    [InlineData("*.created", "ticket.created", true)]
    [InlineData("t?cket.*d", "ticket.created", true)]
    [InlineData("t?cket", "tcket", false)]
    [InlineData("*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    public void Patterns_choose_topics(string pattern, string topic, bool isMatch) => Assert.Equal(isMatch, Glob.IsMatch(pattern, topic));

    private static string Build(long limit, IReadOnlyCollection<string> excluded) => Encoding.ASCII.GetString(PayloadWriter.Build(
        0,
        static (writer, _) =>
        {
            writer.Text("name", "Page");
            writer.Text("text", new string('ü', 100));
            writer.Text("comment", "short");
            writer.BeginMap("values");
            writer.Text("description", new string('d', 300));
            writer.Text("cc", "");
            writer.EndMap();
        },
        excluded,
        limit).Span);
}
