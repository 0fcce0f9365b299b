using System.Globalization;
using OffTrac.Plugins.Web.Exports;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Web;

namespace OffTrac.Plugins.Web.Queries;

/// <summary>What is asked for when an address names no field: <c>[query] default_query</c> and <c>default_anonymous_query</c>.</summary>
internal sealed class DefaultQuery(ITicketQueries queries, IEnvironmentConfiguration configuration)
{
    private const string Variable = "$USER";

    public async ValueTask<TicketQuery> FillAsync(
        TicketQuery asked, IReadOnlyList<KeyValuePair<string, string>> arguments, WebRequest request, CancellationToken cancellation)
    {
        var (text, user) = await ChooseAsync(request, cancellation).ConfigureAwait(false);
        TicketQuery usual;
        if (text.StartsWith('?'))
        {
            // An address takes the place of all arguments but the format.
            usual = await queries.FromArgumentsAsync(Arguments.Parse(text), cancellation).ConfigureAwait(false) with
            {
                Report = asked.Report,
                Format = asked.Format,
            };
        }
        else
        {
            // The usual query has a number of tickets a page even where it names none, so that its exports end there too, as in Trac.
            usual = queries.Parse(text);
            var prepared = await queries.PrepareAsync(usual, cancellation).ConfigureAwait(false);
            usual = Under(asked, arguments, usual with { Max = prepared.Max.ToString(CultureInfo.InvariantCulture) });
        }

        return usual with { Clauses = [.. usual.Clauses.Select(clause => Substitute(clause, user))] };
    }

    private async ValueTask<(string Text, string? User)> ChooseAsync(WebRequest request, CancellationToken cancellation)
    {
        if (request.IsAuthenticated)
            return (configuration.Get("query", "default_query") ?? "status!=closed&owner=$USER", request.User);
        var values = await request.Session.GetValuesAsync(cancellation).ConfigureAwait(false);
        var user = NotEmpty(values.GetValueOrDefault("email")) ?? NotEmpty(values.GetValueOrDefault("name"));
        return (configuration.Get("query", "default_anonymous_query") ?? "status!=closed&cc~=$USER", user);
    }

    /// <summary>What the address asks for counts before what the usual query says.</summary>
    private static TicketQuery Under(TicketQuery asked, IReadOnlyList<KeyValuePair<string, string>> arguments, TicketQuery usual) => asked with
    {
        Clauses = usual.Clauses,
        Columns = asked.Columns.Count > 0 ? asked.Columns : usual.Columns,
        Order = asked.Order ?? usual.Order,
        IsDescending = arguments.First("desc") is null ? usual.IsDescending : asked.IsDescending,
        Group = asked.Group ?? usual.Group,
        IsGroupDescending = arguments.First("groupdesc") is null ? usual.IsGroupDescending : asked.IsGroupDescending,
        Max = asked.Max ?? usual.Max,
    };

    /// <summary>Without a name, what asks for it is left out.</summary>
    private static TicketQueryClause Substitute(TicketQueryClause clause, string? user) => new()
    {
        Filters = user is null
            ? [.. clause.Filters.Where(filter => !filter.Values.Any(value => value.EndsWith(Variable, StringComparison.Ordinal)))]
            : [.. clause.Filters.Select(filter => filter with
            {
                Values = [.. filter.Values.Select(value => value.Replace(Variable, user, StringComparison.Ordinal))],
            })],
    };

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
