using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Reports;

/// <summary>Values of a report's variables. To PostgreSQL they go without a type, so that <c>id = $ID</c> compares numbers.</summary>
internal sealed partial class ReportParameters(DatabaseEngine engine)
{
    private const string Prefix = "@offtrac_";

    private readonly List<string> _values = [];

    public string Add(string value)
    {
        _values.Add(value);
        return Name(_values.Count - 1);
    }

    public void Fill(DbCommand command)
    {
        for (var i = 0; i < _values.Count; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = Name(i);
            parameter.Value = _values[i];
            if (engine == DatabaseEngine.PostgreSql)
                ((NpgsqlParameter)parameter).NpgsqlDbType = NpgsqlDbType.Unknown;
            command.Parameters.Add(parameter);
        }
    }

    /// <summary>SQLite names a column without <c>AS</c> by its expression: with Trac's <c>?</c> for each variable.</summary>
    public static string ColumnName(string name) =>
        name.Contains(Prefix, StringComparison.Ordinal) ? Parameter().Replace(name, "?") : name;

    private static string Name(int index) => Prefix + index.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(Prefix + "[0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
