using OffTrac.Core.Queries;
using OffTrac.Sdk.Queries;

namespace OffTrac.Core.Tests.Queries;

public sealed class QueryTextTests
{
    [Theory]
    [InlineData("status=new", "status: new")]
    [InlineData("status!=new|closed", "status: !new, !closed")]
    [InlineData("summary~=a&summary~=b", "summary: ~a, ~b")]
    [InlineData("summary!$=x", "summary: !$x")]
    [InlineData(@"summary=a\&b\|c|d", "summary: a&b|c, d")]
    [InlineData(@"summary=a\\&b=c", @"summary: a\&b=c")]
    [InlineData("created=2021&modified=2022", "time: 2021; changetime: 2022")]
    [InlineData("owner=a=b", "owner: a=b")]
    [InlineData("owner=", "owner: ")]
    [InlineData("or&owner=a&or&or&cc=b&or", "owner: a / cc: b")]
    [InlineData("$USER=x", "$USER: x")]
    public void Filters_are_read_with_their_operators_and_escapes(string text, string expected)
    {
        var read = string.Join(" / ", QueryText.Parse(text).Clauses.Select(clause =>
            string.Join("; ", clause.Filters.Select(filter => $"{filter.Field}: {string.Join(", ", filter.Values)}"))));

        Assert.Equal(expected, read);
    }

    [Fact]
    public void Words_about_showing_are_no_filters_and_the_last_of_several_counts()
    {
        var query = QueryText.Parse("order=id&order=time&desc=yes&group=owner&groupdesc=2&max=5&page=2&col=id|created&row=description&rows=cc&report=3&format=csv&verbose=1");

        Assert.Empty(query.Clauses);
        Assert.Equal(("time", true, "owner", true, "5", "2"), (query.Order, query.IsDescending, query.Group, query.IsGroupDescending, query.Max, query.Page));
        Assert.Equal(["id", "time"], query.Columns);
        Assert.Equal(["description", "cc"], query.Rows);
        Assert.Equal(("3", "csv", true), (query.Report, query.Format, query.IsVerbose));
    }

    [Theory]
    [InlineData("")]
    [InlineData("status")]
    [InlineData("status=new&")]
    [InlineData("status=new&OR&owner=joe")]
    [InlineData("=x")]
    [InlineData("!~=x")]
    public void Filter_without_equals_sign_or_field_is_a_syntax_error(string text)
    {
        var failure = Assert.Throws<TicketQueryException>(() => QueryText.Parse(text));

        Assert.Equal(TicketQueryProblem.Syntax, failure.Problem);
    }
}
