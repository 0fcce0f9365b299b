using System.Data.Common;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Reports;

/// <summary>Values of a report's variables. To PostgreSQL they go without a type, so that <c>id = $ID</c> compares numbers.</summary>
internal sealed class ReportParameters(DatabaseEngine engine)
{
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

    private static string Name(int index) => "@offtrac_" + index.ToString(CultureInfo.InvariantCulture);
}
