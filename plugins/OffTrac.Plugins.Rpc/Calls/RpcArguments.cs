using OffTrac.Sdk;
using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.Calls;

/// <summary>How what was sent becomes the arguments of a method: as Python spreads it, and with Python's words where the number is wrong.</summary>
internal static class RpcArguments
{
    /// <summary>The list, an object's names or a text's characters.</summary>
    /// <exception cref="TracException">It is nothing that holds arguments.</exception>
    public static IReadOnlyList<RpcValue> Spread(RpcValue value, string method) => value switch
    {
        RpcArray array => array.Items,
        RpcStruct given => [.. given.Members.Keys.Select(RpcValue.FromString)],
        RpcText text => [.. Characters(text.Value).Select(RpcValue.FromString)],
        _ => throw new TracException($"The arguments of {method} must be a list, not {value.TypeName}."),
    };

    /// <summary>Whether Python takes the value for false, and so for no arguments or no mark at all.</summary>
    public static bool IsEmpty(RpcValue? value) => value switch
    {
        null or RpcNil => true,
        RpcBoolean given => !given.Value,
        RpcInteger given => given.Value.IsZero,
        RpcDouble given => given.Value == 0,
        RpcText given => given.Value.Length == 0,
        RpcArray given => given.Items.Count == 0,
        RpcStruct given => given.Members.Count == 0,
        _ => false,
    };

    /// <exception cref="TracException">There are too few or too many.</exception>
    public static void Check(RpcMethod method, string name, int count)
    {
        var most = method.Parameters.Count;
        var least = method.Parameters.Count(parameter => parameter.DefaultText is null);
        if (count > most)
            throw new TracException($"{name}() takes {(least == most ? "" : $"from {least} to ")}{most} {Plural(most)} but {count} {(count == 1 ? "was" : "were")} given");
        if (count < least)
        {
            var missing = method.Parameters.Take(least).Skip(count).Select(parameter => $"'{parameter.Name}'").ToArray();
            throw new TracException($"{name}() missing {missing.Length} required {Plural(missing.Length)}: {string.Join(", ", missing)}");
        }
    }

    /// <summary>Whether a text somewhere in it holds half a surrogate pair.</summary>
    public static bool HoldLoneSurrogate(RpcValue value) => value switch
    {
        RpcText text => IsBroken(text.Value),
        RpcArray array => array.Items.Any(HoldLoneSurrogate),
        RpcStruct given => given.Members.Any(member => IsBroken(member.Key) || HoldLoneSurrogate(member.Value)),
        _ => false,
    };

    private static bool IsBroken(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsSurrogatePair(text, i))
                return true;
            i++;
        }
        return false;
    }

    private static IEnumerable<string> Characters(string text)
    {
        int length;
        for (var i = 0; i < text.Length; i += length)
        {
            length = char.IsSurrogatePair(text, i) ? 2 : 1;
            yield return text.Substring(i, length);
        }
    }

    private static string Plural(int count) => count == 1 ? "positional argument" : "positional arguments";
}
