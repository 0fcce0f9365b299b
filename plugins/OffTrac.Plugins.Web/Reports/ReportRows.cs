using OffTrac.Plugins.Web.Exports;
using OffTrac.Sdk.Reports;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Web;

namespace OffTrac.Plugins.Web.Reports;

/// <summary>Finds out what each row of a report is about, leaves out what the user may not see, and hides addresses.</summary>
internal sealed class ReportRows(IPermissions permissions, IAuthors authors)
{
    public async ValueTask<List<ReportRow>> VisibleAsync(ReportResult result, WebRequest request, CancellationToken cancellation)
    {
        var columns = new ReportColumns(result.Columns);
        Resource[] resources = [.. result.Rows.Select(columns.ResourceOf)];
        var allowed = new bool[resources.Length];
        foreach (var realm in resources.Select((resource, index) => (resource, index)).GroupBy(item => item.resource.Realm, StringComparer.Ordinal))
        {
            (Resource Resource, int Index)[] items = [.. realm];
            var answers = await permissions.CheckManyAsync(
                realm.Key.ToUpperInvariant() + "_VIEW", request.User, [.. items.Select(item => item.Resource)], cancellation).ConfigureAwait(false);
            for (var i = 0; i < items.Length; i++)
                allowed[items[i].Index] = answers[i];
        }

        var rows = new List<ReportRow>();
        for (var i = 0; i < resources.Length; i++)
        {
            if (allowed[i])
                rows.Add(new ReportRow(resources[i], await ShowPeopleAsync(result.Rows[i], columns, resources[i], request, cancellation).ConfigureAwait(false)));
        }

        return rows;
    }

    private async ValueTask<IReadOnlyList<object?>> ShowPeopleAsync(
        IReadOnlyList<object?> cells, ReportColumns columns, Resource resource, WebRequest request, CancellationToken cancellation)
    {
        if (columns.People.Count == 0)
            return cells;
        object?[] shown = [.. cells];
        foreach (var column in columns.People)
            shown[column] = await authors.FormatAsync(CellText.Of(shown[column]), request, resource, cancellation).ConfigureAwait(false);
        return shown;
    }
}
