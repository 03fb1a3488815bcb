// Writes a JSON-stat data set with jsonstat-suite 4.0.1 (npm install jsonstat-suite):
//     node jsonstat_suite.mjs > jsonstat_suite.json
import * as suite from "jsonstat-suite";

const csv = `Sex,Role,Year,Value
Women,suspected,2019,120
Men,suspected,2019,880
Unknown,suspected,2019,14
Women,convicted,2019,61.5
Men,convicted,2019,502
Unknown,convicted,2019,3
Women,suspected,2020,131
Men,suspected,2020,842
Unknown,suspected,2020,9
Women,convicted,2020,58
Men,convicted,2020,476
Unknown,convicted,2020,1`;
console.log(JSON.stringify(suite.fromCSV(csv, {vlabel: "Value", delimiter: ",", decimal: ".",
                                               label: "Suspected and convicted"})));
