using OffTrac.Sdk.Resources;

namespace OffTrac.Plugins.Web.Reports;

/// <summary>What the columns of a report mean by their names.</summary>
internal sealed class ReportColumns
{
    private static readonly HashSet<string> s_styles =
        new(StringComparer.Ordinal) { "__class__", "__style__", "__color__", "__fgcolor__", "__bgcolor__", "__grouplink__" };

    private readonly IReadOnlyList<string> _names;
    private readonly int _id;
    private readonly int _realm;
    private readonly int _parentRealm;
    private readonly int _parentId;

    public ReportColumns(IReadOnlyList<string> names)
    {
        _names = names;
        _id = Last(name => name is "report" or "ticket" or "id" or "_id");
        _realm = Last(name => name.Trim('_') is "realm");
        _parentRealm = Last(name => name.Trim('_') is "parent_realm");
        _parentId = Last(name => name.Trim('_') is "parent_id");
        People = [.. Indices(name => name.Trim('_') is "reporter" or "cc" or "owner")];
        Exported = [.. Indices(name => !s_styles.Contains(name))];
    }

    /// <summary>Columns with people in them.</summary>
    public IReadOnlyList<int> People { get; }

    /// <summary>Columns that are no mere style.</summary>
    public IReadOnlyList<int> Exported { get; }

    /// <summary>The column that groups rows, or -1.</summary>
    public int Group => Last(name => name is "__group__");

    public Resource ResourceOf(IReadOnlyList<object?> row)
    {
        var realm = _realm < 0 ? "ticket" : CellText.Of(row[_realm]);
        var parentRealm = _parentRealm < 0 ? "" : CellText.Of(row[_parentRealm]);
        return new Resource
        {
            Realm = realm,
            Id = _id < 0 ? null : CellText.Of(row[_id]),
            Parent = parentRealm.Length == 0
                ? null
                : new Resource { Realm = parentRealm, Id = _parentId < 0 ? "" : CellText.Of(row[_parentId]) },
        };
    }

    /// <summary>Whether people don't see a column: <c>__name__</c> and <c>_name</c>.</summary>
    public static bool IsHidden(string name) => IsSpecial(name) || (name.StartsWith('_') && !name.EndsWith('_'));

    /// <summary>Whether a column takes a line of its own: <c>_name_</c>.</summary>
    public static bool IsFullRow(string name) => name.StartsWith('_') && name.EndsWith('_') && !IsSpecial(name);

    private static bool IsSpecial(string name) =>
        name.StartsWith("__", StringComparison.Ordinal) && name.EndsWith("__", StringComparison.Ordinal);

    private int Last(Func<string, bool> matches) => Indices(matches).DefaultIfEmpty(-1).Last();

    private IEnumerable<int> Indices(Func<string, bool> matches)
    {
        for (var i = 0; i < _names.Count; i++)
        {
            if (matches(_names[i]))
                yield return i;
        }
    }
}
