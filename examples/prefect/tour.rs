//! Creates, reads, filters, updates and deletes flows, runs and variables on a Prefect server,
//! page by page where there is more than one, through the client that run.sh generates.

use prefect_client::types::{
    FilterFlowRuns, FilterFlows, FilterVariables, FlowCreate, FlowFilter, FlowFilterId,
    FlowFilterName, FlowRunCreate, FlowRunFilter, FlowRunFilterName, FlowRunUpdate,
    FlowUpdate, PaginateFlows, SetFlowRunState, SetStateStatus, StateCreate, StateType,
    VariableCreate, VariableFilter, VariableFilterName, VariableUpdate, VariableValue,
};
use prefect_client::{Client, Error, ErrorBody, Nullable};
use std::error::Error as StdError;

/// Names begin with this, so that nothing else on the server counts.
const PREFIX: &str = "tour";
/// How many there are of each: two whole pages and one that is not full.
const COUNT: usize = 5;
/// How many come on a page.
const LIMIT: i64 = 2;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn StdError>> {
    let client = Client::from_env()?;
    flows(&client).await?;
    runs(&client).await?;
    variables(&client).await?;
    println!("the tour is over, and nothing is left of it");
    Ok(())
}

fn name(number: usize) -> String {
    format!("{PREFIX}-{number}")
}

fn by_name() -> FlowFilter {
    FlowFilter::new().name(FlowFilterName::new().like(format!("{PREFIX}-")))
}

async fn flows(client: &Client) -> Result<(), Box<dyn StdError>> {
    let flows = client.flows();
    let mut ids = Vec::new();
    for number in 0..COUNT {
        let create = FlowCreate::new(name(number)).tags(vec![PREFIX.to_owned()]);
        let flow = flows.create(&create).send().await?;
        assert_eq!(flow.status().as_u16(), 201);
        ids.push(flow.id.clone());
    }

    // A page at a time, by an offset in the body.
    let filter = FilterFlows::new().flows(by_name()).limit(LIMIT);
    let mut pages = flows.filter(&filter).pages();
    let mut sizes = Vec::new();
    while let Some(page) = pages.next().await {
        sizes.push(page?.len());
    }
    assert_eq!(sizes.iter().sum::<usize>(), COUNT);
    println!("flows by offset: pages of {sizes:?}");

    // An item at a time, by a page number in the body.
    let paginate = PaginateFlows::new().flows(by_name()).limit(LIMIT);
    let mut items = flows.paginate(&paginate).items();
    let mut names = Vec::new();
    while let Some(flow) = items.next().await {
        names.push(flow?.name);
    }
    assert_eq!(names, (0..COUNT).map(name).collect::<Vec<_>>());
    println!("flows by number: {names:?}");

    let update = FlowUpdate::new().tags(vec!["renamed".to_owned()]);
    let done = flows.update(ids[0].clone(), &update).send().await?;
    assert_eq!(done.status().as_u16(), 204);
    let flow = flows.read(ids[0].clone()).send().await?;
    assert_eq!(flow.tags.as_deref(), Some(&["renamed".to_owned()][..]));

    for id in &ids {
        flows.delete(id.clone()).send().await?;
    }
    missing(flows.read(ids[0].clone()).send().await.map(drop))?;
    refused(client).await
}

/// What is not there: an undocumented 404, whose message is found all the same.
fn missing<E: std::fmt::Debug>(result: Result<(), Error<E>>) -> Result<(), Box<dyn StdError>>
where
    Error<E>: StdError + 'static,
{
    match result {
        Err(Error::Api(error)) if error.status().as_u16() == 404 => {
            println!("404: {}", error.message().unwrap_or_default());
            Ok(())
        }
        Err(error) => Err(Box::new(error)),
        Ok(()) => Err("it is still there".into()),
    }
}

/// What the server does not accept: the documented 422, typed.
async fn refused(client: &Client) -> Result<(), Box<dyn StdError>> {
    let bad = FlowCreate::new("a/b");
    match client.flows().create(&bad).send().await {
        Err(Error::Api(error)) => {
            assert_eq!(error.status().as_u16(), 422);
            let typed = matches!(error.body(), ErrorBody::Typed(_));
            println!("422, typed: {typed}: {}", error.message().unwrap_or_default());
            Ok(())
        }
        Err(error) => Err(Box::new(error)),
        Ok(_) => Err("the server takes it".into()),
    }
}

async fn runs(client: &Client) -> Result<(), Box<dyn StdError>> {
    let flow = client.flows().create(&FlowCreate::new(PREFIX)).send().await?;
    let flow_id = flow.id.clone();
    let runs = client.flow_runs();
    let mut ids = Vec::new();
    for number in 0..COUNT {
        let state = StateCreate::new(StateType::Scheduled).message("to be run");
        let create = FlowRunCreate::new(flow_id.clone()).name(name(number)).state(state);
        ids.push(runs.create(&create).send().await?.id.clone());
    }

    let filter = FilterFlowRuns::new()
        .flows(FlowFilter::new().id(FlowFilterId::new().any(vec![flow_id.clone()])))
        .limit(LIMIT);
    let mut items = runs.filter(&filter).items();
    let mut names = Vec::new();
    while let Some(run) = items.next().await {
        names.extend(run?.name);
    }
    names.sort();
    assert_eq!(names, (0..COUNT).map(name).collect::<Vec<_>>());

    let named = FlowRunFilter::new().name(FlowRunFilterName::new().any(vec![name(3)]));
    let found = runs.filter(&FilterFlowRuns::new().flow_runs(named)).send().await?;
    assert_eq!(found.len(), 1);
    println!("runs: {names:?}");

    let running = SetFlowRunState::new(StateCreate::new(StateType::Running));
    let answer = runs.set_state(ids[0].clone(), &running).send().await?;
    assert_eq!(answer.status, SetStateStatus::Accept);
    runs.update(ids[0].clone(), &FlowRunUpdate::new().name("renamed")).send().await?;
    let run = runs.read(ids[0].clone()).send().await?;
    let state = run.state.as_ref().map(|state| state.type_.clone());
    println!("run {:?} is {state:?} since {:?}", run.name, run.start_time);
    assert_eq!(state, Some(StateType::Running));
    assert_eq!(run.name.as_deref(), Some("renamed"));

    for id in &ids {
        runs.delete(id.clone()).send().await?;
    }
    client.flows().delete(flow_id).send().await?;
    missing(runs.read(ids[0].clone()).send().await.map(drop))
}

async fn variables(client: &Client) -> Result<(), Box<dyn StdError>> {
    let variables = client.variables();
    let value = |number: usize| match number {
        0 => VariableValue::from("text".to_owned()),
        1 => VariableValue::from(1.5),
        2 => VariableValue::from(true),
        3 => VariableValue::from(vec![1.into(), "two".into()]),
        _ => VariableValue::from(std::collections::BTreeMap::new()),
    };
    for number in 0..COUNT {
        let json = serde_json::to_value(value(number))?;
        let create = VariableCreate::new(variable(number), Some(serde_json::from_value(json)?));
        variables.create(&create).send().await?;
    }

    let like = VariableFilterName::new().like(format!("{PREFIX}_"));
    let filter = FilterVariables::new().variables(VariableFilter::new().name(like)).limit(LIMIT);
    let mut items = variables.filter(&filter).items();
    let mut ids = Vec::new();
    while let Some(found) = items.next().await {
        let found = found?;
        assert_eq!(found.value, Some(value(ids.len())), "{}", found.name);
        ids.push(found.id);
    }
    assert_eq!(ids.len(), COUNT);

    // A null that is sent is not the same as nothing that is sent.
    variables.update(ids[0].clone(), &VariableUpdate::new().value(Nullable::Null)).send().await?;
    let found = variables.read_by_name(variable(0)).send().await?;
    assert_eq!(found.value, None);
    variables.update(ids[1].clone(), &VariableUpdate::new().tags(vec!["t".into()])).send().await?;
    let found = variables.read(ids[1].clone()).send().await?;
    assert_eq!(found.value, Some(value(1)));
    println!("variables: {} in pages of {LIMIT}", ids.len());

    for id in &ids {
        variables.delete(id.clone()).send().await?;
    }
    missing(variables.read(ids[0].clone()).send().await.map(drop))
}

fn variable(number: usize) -> String {
    format!("{PREFIX}_{number}")
}
