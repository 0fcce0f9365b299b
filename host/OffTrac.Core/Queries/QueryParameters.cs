using System.Data.Common;
using System.Globalization;
using System.Text;

namespace OffTrac.Core.Queries;

/// <summary>The values of a statement, each under a name of its own.</summary>
internal sealed class QueryParameters
{
    private readonly List<object> _values = [];

    /// <summary>Adds a text and gives the parameter's name.</summary>
    public string Add(string text) => AddValue(WellFormed(text));

    /// <summary>Adds a number and gives the parameter's name.</summary>
    public string Add(long number) => AddValue(number);

    public void Fill(DbCommand command)
    {
        for (var i = 0; i < _values.Count; i++)
            Fill(command, Name(i), _values[i]);
    }

    public static void Fill(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private string AddValue(object value)
    {
        _values.Add(value);
        return Name(_values.Count - 1);
    }

    private static string Name(int index) => "@p" + index.ToString(CultureInfo.InvariantCulture);

    /// <summary>Half a surrogate pair can't be sent as UTF-8.</summary>
    private static string WellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            i++;
        }

        return text;
    }
}
