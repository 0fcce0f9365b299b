using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.Methods;

/// <summary>The five methods that every list of what tickets choose from has.</summary>
internal static class ListMethods
{
    private static readonly RpcParameter s_name = new(RpcType.String, "name");

    /// <summary>Of a list whose items have attributes.</summary>
    /// <param name="what">What an item is, such as <c>component</c>.</param>
    public static IReadOnlyList<RpcMethod> WithAttributes(string what) =>
        Of(what, RpcType.Struct, new(RpcType.Struct, "attributes"), "with these attributes");

    /// <summary>Of a list whose items have a place in an order.</summary>
    /// <param name="what">What an item is, such as <c>priority</c>.</param>
    public static IReadOnlyList<RpcMethod> WithValue(string what) =>
        Of(what, RpcType.String, new(RpcType.String, "value"), "with this place in the order");

    private static IReadOnlyList<RpcMethod> Of(string what, RpcType item, RpcParameter content, string with) =>
    [
        new() { Name = "getAll", Permission = "TICKET_VIEW", Returns = RpcType.Array, Description = $"Names of all values of ticket field {what}." },
        new() { Name = "get", Permission = "TICKET_VIEW", Returns = item, Parameters = [s_name], Description = $"A value of ticket field {what}." },
        Change("delete", [s_name], $"Deletes a value of ticket field {what}."),
        Change("create", [s_name, content], $"Makes a value of ticket field {what} {with}."),
        Change("update", [s_name, content], $"Changes a value of ticket field {what}."),
    ];

    private static RpcMethod Change(string name, IReadOnlyList<RpcParameter> parameters, string description) =>
        new() { Name = name, Permission = "TICKET_ADMIN", Returns = RpcType.Int, Parameters = parameters, Description = description };
}
